// api/openapi.yaml as the judge of every answer that a test gets from the API: operation, status, media type and body.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";

const file = join(dirname(fileURLToPath(import.meta.url)), "../../api/openapi.yaml");
const prefix = "/api/v1";

export const description = parse(readFileSync(file, "utf8"));

/** A member that the description does not name is a fault of one of the two; only problems may carry further facts. */
function closed(schema, name) {
  if (Array.isArray(schema)) return schema.map((part) => closed(part));
  if (schema === null || typeof schema !== "object") return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  if (name !== "Problem" && copy.type === "object" && copy.properties && copy.additionalProperties === undefined && !copy.allOf)
    copy.unevaluatedProperties = false;
  return copy;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
const schemas = Object.fromEntries(Object.entries(description.components.schemas).map(([name, schema]) => [name, closed(schema, name)]));
ajv.addSchema({ $id: "api", components: { schemas } });

const validators = new Map();
function validatorOf(schema) {
  const text = JSON.stringify(closed(schema)).replaceAll('"#/components', '"api#/components');
  if (!validators.has(text)) validators.set(text, ajv.compile(JSON.parse(text)));
  return validators.get(text);
}

const followed = (part) =>
  part?.$ref ? part.$ref.slice(2).split("/").reduce((place, name) => place[name], description) : part;

const routes = Object.entries(description.paths).map(([pattern, methods]) => ({
  pattern,
  methods,
  segments: pattern.split("/"),
}));

/** Literal segments win over parameters, as in the program's own router. */
function routeOf(path) {
  const segments = path.split("/");
  const fits = routes.filter((route) =>
    route.segments.length === segments.length &&
    route.segments.every((part, i) => part === segments[i] || (part.startsWith("{") && segments[i] !== "")));
  const literals = (route) => route.segments.filter((part) => !part.startsWith("{")).length;
  return fits.sort((a, b) => literals(b) - literals(a))[0];
}

/** Throws when the answer is not one that the description promises for this request. Requests to no route may be 404. */
export function checkAnswer(method, target, answer) {
  const path = target.split("?")[0];
  if (!path.startsWith(`${prefix}/`) || method === "HEAD" || method === "OPTIONS") return;
  const route = routeOf(path.slice(prefix.length));
  const operation = route?.methods[method.toLowerCase()];
  if (!operation) return assert.ok(answer.status >= 400, `${method} ${path} is answered ${answer.status} and not described`);
  const name = `${method} ${route.pattern}, ${answer.status}`;
  const promised = followed(operation.responses[answer.status] ?? (answer.status >= 400 ? operation.responses.default : undefined));
  assert.ok(promised, `${name} is not described`);
  const type = (answer.headers["content-type"] ?? "").split(";")[0];
  if (!promised.content || answer.status === 204 || answer.status === 304)
    return assert.equal(answer.text, "", `${name} is described without a body`);
  const media = promised.content[type];
  assert.ok(media, `${name} comes as ${type || "nothing"}, described are ${Object.keys(promised.content)}`);
  if (!/json/.test(type) || !media.schema) return;
  const validate = validatorOf(media.schema);
  assert.ok(validate(answer.body), `${name}: ${ajv.errorsText(validate.errors)}\n${answer.text}`);
  return undefined;
}
