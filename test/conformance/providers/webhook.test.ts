import { type Route, WebhookFake } from '../../fakes/webhook.ts';
import { casesOf, describeCorpus, type StartServers } from './run-case.ts';

const start: StartServers = async (server) => {
  const routes = server['http'] as readonly Route[];
  const fake = await WebhookFake.start(routes);
  const values = routes.flatMap(({ body }) => [
    body.toString(),
    ...[...body.toString().matchAll(/"([^"]*)"/g)].map(([, text]) => text ?? ''),
  ]);
  return {
    marks: { HTTP_ADDR: fake.url },
    hidden: ['t0k', ...values.filter((value) => value.length > 5)],
    calls: () => fake.calls,
    close: () => fake.close(),
  };
};

describeCorpus('Webhook', casesOf('webhook'), start);
