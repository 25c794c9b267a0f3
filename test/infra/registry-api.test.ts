import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../lib/infra/generated/routes.ts';
import { SLACK_ROUTES } from '../../lib/infra/routes.ts';
import { environmentOf, functionNamed, makeStacks, type Resource, resourcesOf } from './fixtures/stacks.ts';

const template = Template.fromStack(makeStacks().service);
const all = (type: string): Resource[] => resourcesOf(template, type);

describe('the API', () => {
  const routes = all('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);

  it('has each route once, and sends it to its function', () => {
    const integrations = new Map(
      all('AWS::ApiGatewayV2::Integration').map((found) => [
        found.id,
        JSON.stringify(found.Properties['IntegrationUri']),
      ]),
    );
    const target = (route: Record<string, unknown> | undefined): string => {
      const id = [...integrations.keys()].find((candidate) =>
        JSON.stringify(route?.['Target']).includes(`"${candidate}"`),
      );
      return integrations.get(id ?? '') ?? 'nowhere';
    };
    const expected = Object.entries({ ...ROUTES, ...SLACK_ROUTES }).flatMap(([name, keys]) =>
      keys.map((key) => [key, name] as const),
    );
    expect(routes.map((route) => route['RouteKey']).sort()).toEqual(
      [...expected.map(([key]) => key), '$default'].sort(),
    );
    for (const [key, name] of expected) {
      const route = routes.find((candidate) => candidate['RouteKey'] === key);
      expect(target(route), key).toContain(`"${functionNamed(template, name).id}"`);
    }
  });

  it('asks everybody for a token, except where nothing is served, and Slack, which signs what it sends', () => {
    const open: unknown[] = ['$default', ...SLACK_ROUTES['slack-interactions']];
    for (const route of routes)
      expect(route['AuthorizationType'], String(route['RouteKey'])).toBe(
        open.includes(route['RouteKey']) ? 'NONE' : 'CUSTOM',
      );
    expect(all('AWS::ApiGatewayV2::Authorizer').map(({ Properties }) => Properties)).toMatchObject([
      {
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 60,
        IdentitySource: ['$request.header.Authorization'],
      },
    ]);
  });

  it('is throttled, logs each request without its headers, and answers no other origin', () => {
    expect(all('AWS::ApiGatewayV2::Stage')[0]?.Properties).toMatchObject({
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
      AccessLogSettings: { Format: expect.not.stringContaining('header') },
    });
    expect(all('AWS::ApiGatewayV2::Api')[0]?.Properties).not.toHaveProperty('CorsConfiguration');
  });

  it('links to itself unless people reach it elsewhere', () => {
    expect(JSON.stringify(environmentOf(template, 'deliver-slack')['REGISTRY_URL'])).toContain('ApiEndpoint');
    const elsewhere = Template.fromStack(makeStacks({ registryUrl: 'https://forewarn.example.com/' }).service);
    const urls = resourcesOf(elsewhere, 'AWS::Lambda::Function').map(
      (fn) => (fn.Properties['Environment'] as { Variables: Record<string, unknown> }).Variables['REGISTRY_URL'],
    );
    expect(new Set(urls)).toEqual(new Set([undefined, 'https://forewarn.example.com']));
  });
});
