import { describe, expect, it } from 'vitest';
import { createAirlockClient } from '../../../../renderer/client/airlock-client';
import { AirlockError } from '../../../../shared/airlock-error';

describe('createAirlockClient', () => {
  it('turns an error reply into an AirlockError with its code', async () => {
    const client = createAirlockClient({
      call: async () => ({ ok: false, error: { code: 'image-missing', message: 'Build the image.' } }),
      on: () => () => undefined,
    });
    const error = await client.call('sessions:list').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AirlockError);
    expect(error).toMatchObject({ code: 'image-missing', message: 'Build the image.' });
  });

  it('answers the value of a good reply', async () => {
    const client = createAirlockClient({
      call: async () => ({ ok: true, value: [] }),
      on: () => () => undefined,
    });
    expect(await client.call('sessions:list')).toEqual([]);
  });
});
