// Evaluates flags with the provider for servers; only cached and failed evaluations are reported.
import assert from 'node:assert/strict';
import { GoFeatureFlagProvider } from '@openfeature/go-feature-flag-provider';
import { OpenFeature } from '@openfeature/server-sdk';
import { strictLogger } from './strict-logger.mjs';

const { ENDPOINT, API_KEY } = process.env;
const user = { targetingKey: 'node-user' };
const visitor = { targetingKey: 'node-visitor', anonymous: true };

await OpenFeature.setProviderAndWait(
  new GoFeatureFlagProvider({ endpoint: ENDPOINT, apiKey: API_KEY }, strictLogger),
);
const client = OpenFeature.getClient();

for (let round = 0; round < 2; round++) {
  assert.equal(await client.getBooleanValue('boolean-flag', false, user), true);
  assert.equal(await client.getStringValue('string-flag', 'fallback', user), 'navy <&> ü');
  assert.equal(await client.getNumberValue('integer-flag', 0, user), 42);
  assert.equal(await client.getNumberValue('double-flag', 0, user), 2.5);
  assert.deepEqual(await client.getObjectValue('object-flag', {}, user), { theme: 'dark', sizes: [1, 2.5] });
}
await client.getBooleanValue('boolean-flag', false, visitor);
await client.getBooleanValue('boolean-flag', false, visitor);
assert.equal(await client.getBooleanValue('no-such-flag', false, user), false);
assert.deepEqual(await client.getObjectValue('no-such-flag', {}), {});

await OpenFeature.close();
