// @vitest-environment node
import { readFileSync } from 'node:fs';
import openapi, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';

it('has the types that its API document gives', async () => {
  const made = astToString(await openapi(readFileSync('api/desk.yaml', 'utf8')));
  expect(readFileSync('src/api/schema.d.ts', 'utf8').endsWith(made), 'run "npm run types"').toBe(true);
});
