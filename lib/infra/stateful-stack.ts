import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AuditTable } from './constructs/audit-table.ts';
import { EventTopic } from './constructs/event-topic.ts';
import { FunctionSecret } from './constructs/function-secret.ts';
import { RegistryTable } from './constructs/registry-table.ts';
import type { OptionalChannel } from './functions.ts';
import { nameOf } from './names.ts';

interface StatefulStackProps extends StackProps {
  readonly stage: string;
  readonly watch: boolean;
  /** Those that were set up. */
  readonly channels: readonly OptionalChannel[];
}

/** The resources that must outlive every deployment: the data, the address that teams subscribe to, and the secrets. */
export class StatefulStack extends Stack {
  readonly registry: RegistryTable;
  readonly audit: AuditTable;
  readonly events: EventTopic;
  readonly slackToken: FunctionSecret;
  readonly slackSigning: FunctionSecret;
  readonly githubToken: FunctionSecret;
  readonly bootstrapToken: FunctionSecret;
  /** Of the channels whose hosts are allowed: the addresses to which they post, by name. */
  readonly outgoing: Readonly<Partial<Record<OptionalChannel, FunctionSecret>>>;
  /** Where a registry is watched. */
  readonly watchPassword?: FunctionSecret;

  constructor(scope: Construct, id: string, props: StatefulStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.registry = new RegistryTable(this, 'Registry');
    this.audit = new AuditTable(this, 'Audit');
    this.events = new EventTopic(this, 'Events', { topicName: nameOf(props.stage, 'events') });
    this.slackToken = new FunctionSecret(this, 'SlackToken', {
      secretName: `forewarn/${props.stage}/slack-bot-token`,
      description: 'The bot token of the Slack app (xoxb-…), put here by hand (docs/deploy.md)',
      setting: 'SLACK_SECRET_ARN',
      whyNotRotated: 'Slack issues the token when the app is installed; only Slack can issue another.',
    });
    this.slackSigning = new FunctionSecret(this, 'SlackSigning', {
      secretName: `forewarn/${props.stage}/slack-signing-secret`,
      description: 'The signing secret of the Slack app, put here by hand (docs/deploy.md)',
      setting: 'SLACK_SIGNING_SECRET_ARN',
      whyNotRotated: 'Slack makes the secret with the app; only Slack can make another.',
    });
    this.githubToken = new FunctionSecret(this, 'GithubToken', {
      secretName: `forewarn/${props.stage}/github-token`,
      description: 'A token of GitHub that may write issues (github_pat_…), put here by hand (docs/channels.md)',
      setting: 'GITHUB_SECRET_ARN',
      whyNotRotated: 'GitHub issues the token to a person or an app; only they can have another.',
    });
    const { channels, stage } = props;
    this.outgoing = {
      ...(channels.includes('msteams') ? { msteams: this.msTeams(stage) } : {}),
      ...(channels.includes('webhook') ? { webhook: this.webhooks(stage) } : {}),
    };
    if (props.watch)
      this.watchPassword = new FunctionSecret(this, 'WatchPassword', {
        secretName: `forewarn/${props.stage}/watched-registry`,
        description: 'user:password of the registry that is watched, put here by hand (docs/deploy.md)',
        setting: 'WATCHED_REGISTRY_SECRET_ARN',
        whyNotRotated: 'The watched registry makes it; only its administrators can make another.',
      });
    this.bootstrapToken = new FunctionSecret(this, 'BootstrapToken', {
      secretName: `forewarn/${props.stage}/bootstrap-token`,
      description: 'The first administrator token of Forewarn (docs/deploy.md)',
      setting: 'BOOTSTRAP_SECRET_ARN',
      whyNotRotated: 'Used by a person to make the first teams and tokens; docs/deploy.md says how to replace it.',
    });
  }

  private webhooks(stage: string): FunctionSecret {
    return new FunctionSecret(this, 'Webhooks', {
      secretName: `forewarn/${stage}/webhooks`,
      description: 'Endpoints of webhooks with their secrets, JSON by name, put here by hand (docs/channels.md)',
      setting: 'WEBHOOK_SECRET_ARN',
      whyNotRotated: 'Each endpoint has secrets of its own, which its operators and ours change together.',
    });
  }

  private msTeams(stage: string): FunctionSecret {
    return new FunctionSecret(this, 'MsTeamsWorkflows', {
      secretName: `forewarn/${stage}/msteams-workflows`,
      description: 'Addresses of workflows of Microsoft Teams, JSON by name, put here by hand (docs/channels.md)',
      setting: 'MSTEAMS_SECRET_ARN',
      whyNotRotated: 'Microsoft Teams makes the addresses with the workflows; only their owners can make others.',
    });
  }
}
