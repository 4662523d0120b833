// node description.mjs IN.yaml OUT.cpp: the description of the API as JSON in a source file, for the reference page.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [, , input, output, modules] = process.argv;
const { parse } = createRequire(`${modules}/`)("yaml");
const json = JSON.stringify(parse(readFileSync(input, "utf8")));
writeFileSync(
  output,
  `// Made from api/openapi.yaml by the build.
#include "server/api_description.h"

namespace assetbuddy::server {

std::string_view api_description_as_json()
{
    return R"openapi(${json})openapi";
}

} // namespace assetbuddy::server
`,
);
