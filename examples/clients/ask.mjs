// Asks `zjtx serve` what a firm is paid: node examples/clients/ask.mjs http://127.0.0.1:8765
const question = {
  profile: {
    所在地: "日照市",
    已领奖补: [],
    认定: [{ 称号: "小巨人", 级别: "国家级", 认定方式: "新认定", 认定日期: "2023-07-14" }],
  },
  as_of: "2023-09-01",
  rules: ["rizhao"],
  detail: "brief",
};
const response = await fetch(`${process.argv[2]}/v1/evaluate`, { method: "POST", body: JSON.stringify(question) });
process.stdout.write(await response.text());
process.exitCode = response.ok ? 0 : 1;
