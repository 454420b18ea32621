// Evaluates and tracks with the provider for browsers, which reports every evaluation.
import assert from 'node:assert/strict';
import { GoFeatureFlagWebProvider } from '@openfeature/go-feature-flag-web-provider';
import { OpenFeature } from '@openfeature/web-sdk';
import { strictLogger } from './strict-logger.mjs';

const { ENDPOINT, API_KEY } = process.env;

await OpenFeature.setContext({ targetingKey: 'web-user', plan: 'pro', seats: 3 });
await OpenFeature.setProviderAndWait(
  new GoFeatureFlagWebProvider(
    {
      endpoint: ENDPOINT,
      apiKey: API_KEY,
      // without it the provider gives up sending events after a millisecond
      apiTimeout: 10000,
      exporterMetadata: { env: 'test', build: 7 },
    },
    strictLogger,
  ),
);
const client = OpenFeature.getClient();

assert.equal(client.getBooleanValue('boolean-flag', false), true);
assert.deepEqual(client.getObjectValue('object-flag', {}), { theme: 'dark', sizes: [1, 2.5] });
assert.equal(client.getStringValue('no-such-flag', 'fallback'), 'fallback');
client.track('order-paid', { value: 49.9, currency: 'EUR', cart: { items: [1, 2] } });
client.track('page-seen');
// an emoji that was cut in the middle, as the value and as the name of a detail: half of it is sent as an escape
const cut = 'party 🎉'.slice(0, -1);
client.track('emoji-cut', { [cut]: cut });

await OpenFeature.close();
// the provider opens its web socket again when it is closed, for ever
process.exit();
