// A file of JSON lines by ajv, compiled once. node _peer_ajv.cjs SCHEMA FILE: prints how many records are invalid.
const fs = require('node:fs');
const readline = require('node:readline');
const Ajv = require('ajv/dist/2020');

const [schema, file] = process.argv.slice(2);
const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(fs.readFileSync(schema)));

(async () => {
  let invalid = 0;
  for await (const line of readline.createInterface({ input: fs.createReadStream(file), crlfDelay: Infinity })) {
    if (!validate(JSON.parse(line))) invalid += 1;
  }
  console.log('invalid', invalid);
})();
