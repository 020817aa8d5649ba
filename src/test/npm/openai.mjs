import OpenAI, * as sdk from 'openai';
import { HUMPS, MODEL, PIXEL, QUESTION, run, TOOL_QUESTION } from './cases.mjs';

const client = new OpenAI({ baseURL: `${process.env.GATEWAY}/v1`, apiKey: 'anybody' });

const question = { model: MODEL, messages: [{ role: 'user', content: QUESTION }] };

async function ask(saw, request) {
  const answer = await client.chat.completions.create(request);
  saw.text = answer.choices[0].message.content;
  saw.stop = answer.choices[0].finish_reason;
  saw.inputTokens = answer.usage.prompt_tokens;
  saw.outputTokens = answer.usage.completion_tokens;
  saw.requestId = answer._request_id;
}

/** The SDK's own loop: it calls the tool and sends the result, until there is an answer. */
async function useTool(saw, stream) {
  const humps = (input) => {
    saw.input = input;
    return 'two';
  };
  const runner = client.chat.completions.runTools({
    model: MODEL,
    messages: [{ role: 'user', content: TOOL_QUESTION }],
    tools: [
      {
        type: 'function',
        function: { name: 'humps', parameters: HUMPS, parse: JSON.parse, function: humps },
      },
    ],
    stream,
  });
  saw.text = await runner.finalContent();
  saw.stop = (await runner.finalChatCompletion()).choices[0].finish_reason;
}

await run(sdk, {
  whole: (saw) => ask(saw, question),

  async streamed(saw) {
    saw.pieces = [];
    const chunks = await client.chat.completions.create({
      ...question,
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of chunks) {
      const choice = chunk.choices[0];
      if (choice?.delta.content) saw.pieces.push(choice.delta.content);
      if (choice?.finish_reason) saw.stop = choice.finish_reason;
      if (chunk.usage) {
        saw.inputTokens = chunk.usage.prompt_tokens;
        saw.outputTokens = chunk.usage.completion_tokens;
      }
    }
  },

  tool: (saw) => useTool(saw, false),

  toolStreamed: (saw) => useTool(saw, true),

  image: (saw) =>
    ask(saw, {
      model: MODEL,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: QUESTION },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
          ],
        },
      ],
    }),

  unknownModel: (saw) => ask(saw, { ...question, model: 'gpt' }),

  invalid: (saw) => ask(saw, { ...question, max_tokens: 0 }),
});
