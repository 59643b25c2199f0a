"""Static pages of rule files: every document, section and clause at an address of its own, and what each place gives.

The pages need no network, no server and, for reading, no script.
"""

from zjtx_rules.site.compendium import Compendium, compendium
from zjtx_rules.site.folder import replace_folder
from zjtx_rules.site.pages import pages

__all__ = ["Compendium", "compendium", "pages", "replace_folder"]
