// Asks `zjtx serve` by the types that are generated from its OpenAPI description, and writes what the typed answer says.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

const client = createClient<paths>({ baseUrl: process.argv[2]! });
const giant: components["schemas"]["Recognition"] = {
  title: "little_giant",
  level: "national",
  kind: "new",
  date: "2023-07-14",
};
const body: components["schemas"]["EvaluateBody"] = {
  profile: { kind: "enterprise", region: "日照市", recognitions: [giant], awards_received: [] },
  as_of: "2023-09-01",
  rules: ["rizhao"],
  detail: "brief",
};
const { data, error } = await client.POST("/v1/evaluate", { body });
if (data === undefined) {
  throw new Error(error.detail);
}
if (data.form !== "brief") {
  throw new Error(`a ${data.form} answer`);
}
console.log(data.answer.payable.total.text);
for (const claim of data.answer.payable.claims) {
  console.log(`${claim.clause} ${claim.ceiling}`);
}
console.log(data.record.answer_sha256);
const refused = await client.POST("/v1/evaluate", { body: { ...body, rules: ["rizhoa"] } });
console.log(refused.error?.status);
