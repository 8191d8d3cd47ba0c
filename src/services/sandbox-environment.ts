import type { ServiceFacts } from './service.ts';

/**
 * What the submission is told of its services: `POSTGRES_HOST`, `POSTGRES_URL` and so on, one variable for each fact. A fact whose
 * name is in capitals already, such as `AWS_ENDPOINT_URL`, is a variable of that name.
 */
export function sandboxEnvironment(facts: Readonly<Record<string, ServiceFacts>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([service, known]) =>
      Object.entries(known).map(([fact, value]) => [
        fact === fact.toUpperCase() ? fact : `${service}_${fact}`.toUpperCase(),
        String(value),
      ]),
    ),
  );
}
