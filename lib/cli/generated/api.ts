// Made from docs/openapi.json by `npm run generate`.
import type { JsonValue } from "../../domain/schema/json.ts";
export interface paths {
    readonly "/v1/announcements/{announcement}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One announcement
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readAnnouncement"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/announcements/{announcement}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Which messages went where, and what became of them
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listDeliveriesOfAnnouncement"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/announcements/{announcement}/deliveries/redrive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send again what failed, with the next sweep; the subject’s owner or an administrator
         * @description It is enough to be signed in.
         */
        readonly post: operations["redriveDeliveries"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/announcements/{announcement}/migrations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who must migrate, in what state, by when
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listMigrationsOfAnnouncement"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/announcements/{announcement}/migrations/{consumer}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What an announcement asks of one consumer, and how far it is
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readMigration"];
        /**
         * Answer for a consumer, or decide about its request; the same again changes nothing
         * @description It is enough to be signed in.
         */
        readonly put: operations["answerMigration"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/announcements/{announcement}/policy": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Loosen the policy that an open announcement goes by; everyone who still has to answer is notified
         * @description The caller needs the verb `administer`.
         */
        readonly put: operations["loosenAnnouncedPolicy"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/audit-events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who did what, newest first, of one subject, consumer or announcement
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listAuditEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/compatibility/subjects/{subject}/versions/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What publishing this would do, and to whom; nothing is written
         * @description The caller needs the verb `read`.
         */
        readonly post: operations["checkCompatibility"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All consumers, by name
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listConsumers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers/{consumer}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One consumer
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readConsumer"];
        /**
         * Create or change a consumer; 201 new, 200 changed or the same again
         * @description The caller needs the verb `subscribe`.
         */
        readonly put: operations["putConsumer"];
        readonly post?: never;
        /**
         * Delete a consumer that subscribes to nothing any more
         * @description The caller needs the verb `subscribe`.
         */
        readonly delete: operations["deleteConsumer"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers/{consumer}/channels/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a test message to each of its channels, on the way that every message takes
         * @description The caller needs the verb `subscribe`.
         */
        readonly post: operations["testChannels"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers/{consumer}/channels/test/{test}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What has become of a test message in each channel
         * @description The caller needs the verb `subscribe`.
         */
        readonly get: operations["readChannelTest"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers/{consumer}/confirm-critical": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Confirm that a consumer is as critical as its team says, beyond the team's allowance
         * @description The caller needs the verb `administer`.
         */
        readonly post: operations["confirmCritical"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers/{consumer}/deployments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Where a model runs, and what it reads there
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listDeploymentsOfConsumer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers/{consumer}/kill-switch/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send the event of its kill switch marked as a dry run, so that the team can try its runbook
         * @description The caller needs the verb `subscribe`.
         */
        readonly post: operations["testKillSwitch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers/{consumer}/migrations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What was announced to a consumer, newest first
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listMigrationsOfConsumer"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers/{consumer}/subscriptions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What a consumer subscribes to
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listSubscriptions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/consumers/{consumer}/subscriptions/{subject}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One subscription
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readSubscription"];
        /**
         * Subscribe a consumer, or change its subscription; 201 new, 200 changed or the same again
         * @description The caller needs the verb `subscribe`.
         */
        readonly put: operations["putSubscription"];
        readonly post?: never;
        /**
         * Unsubscribe; open migrations end with it
         * @description The caller needs the verb `subscribe`.
         */
        readonly delete: operations["deleteSubscription"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/environments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The environments in which a deployment was ever recorded
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listEnvironments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/environments/{environment}/deployments/consumers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What runs of which model in an environment
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listModelDeployments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/environments/{environment}/deployments/consumers/{consumer}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Record what runs of a model there and what it reads; it proves migrations, or opens them again
         * @description The caller needs the verb `subscribe`.
         */
        readonly put: operations["recordModelDeployment"];
        readonly post?: never;
        /**
         * Record that a release runs there no more
         * @description The caller needs the verb `subscribe`.
         */
        readonly delete: operations["removeModelDeployment"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/environments/{environment}/deployments/subjects": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Which version of which subject is emitted in an environment
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listVersionDeployments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/environments/{environment}/deployments/subjects/{subject}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Record which version a producer emits there; where that is live, a proposal becomes the head
         * @description The caller needs the verb `publish`.
         */
        readonly put: operations["recordVersionDeployment"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * This API as an OpenAPI 3.1 document
         * @description It is enough to be signed in.
         */
        readonly get: operations["readApiDocument"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Shows the organisation's policy, as set and with its defaults
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readPolicy"];
        /**
         * Replaces the organisation's policy
         * @description The caller needs the verb `administer`.
         */
        readonly put: operations["putPolicy"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/policy/floors": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Replaces what no policy may go below; policies below it are raised to it
         * @description The caller needs the verb `administer`.
         */
        readonly put: operations["putPolicyFloors"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/principals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * How people know whoever acted by an id
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readPrincipal"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/rejudgement": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What the engine of now makes of open announcements that an older one judged; nothing is written
         * @description The caller needs the verb `administer`.
         */
        readonly get: operations["readRejudgement"];
        readonly put?: never;
        /**
         * Has the sweep look once more for open announcements that an older engine judged
         * @description The caller needs the verb `administer`.
         */
        readonly post: operations["startRejudgement"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All subjects, by name
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listSubjects"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One subject, with the policy that is in force
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readSubject"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/announcements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What was announced of a subject, newest first
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listAnnouncements"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/approvals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What teams have approved of changes that are not published yet; those that ended are shown for a month
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listApprovals"];
        readonly put?: never;
        /**
         * Approve changes for models that they would break; the same again changes nothing
         * @description It is enough to be signed in.
         */
        readonly post: operations["approveChanges"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/approvals/{change}/{consumer}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Take an approval back: from the next check on it holds no more
         * @description It is enough to be signed in.
         */
        readonly delete: operations["revokeApproval"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/observation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Only observe a subject until a day: its readers are not notified, and its owner gets a weekly report
         * @description The caller needs the verb `publish`.
         */
        readonly put: operations["observeSubject"];
        readonly post?: never;
        /**
         * End the observation: readers are notified from now on
         * @description The caller needs the verb `publish`.
         */
        readonly delete: operations["endObservation"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/policy": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * The owner's overrides of the organisation's policy, as a whole
         * @description The caller needs the verb `publish`.
         */
        readonly put: operations["putSubjectPolicy"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/readers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Which live models still read a field, one above it or one below it; without a field, anything of the subject
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listReadersOfField"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/retire": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End a subject, its owner or an administrator: at once without subscribers, else announced; its versions stay readable
         * @description It is enough to be signed in.
         */
        readonly post: operations["retireSubject"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/retirement": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What retiring a subject would come to, or did: who reads it, and the earliest date
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readRetirement"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/retirement/withdraw": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Keep a subject whose retirement was announced; whoever was notified is notified of this too
         * @description It is enough to be signed in.
         */
        readonly post: operations["withdrawRetirement"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/transfer": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a subject to another team
         * @description The caller needs the verb `administer`.
         */
        readonly post: operations["transferSubject"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * All versions, newest first
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listVersions"];
        readonly put?: never;
        /**
         * Register a version; 201 new, 200 the same again
         * @description The caller needs the verb `publish`.
         */
        readonly post: operations["publishVersion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/versions/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * One version with its schema: a number, `latest` or `head`
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readVersion"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/versions/{version}/activate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a proposal the head, once its gate is open
         * @description The caller needs the verb `publish`.
         */
        readonly post: operations["activateVersion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/versions/{version}/changes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What changed between any two versions; `since` is the one before unless told
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readChanges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/versions/{version}/gate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * May this version go live in an environment? Who holds it, why, until when
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readGate"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/versions/{version}/retire": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End a version that is live no more
         * @description The caller needs the verb `publish`.
         */
        readonly post: operations["retireVersion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/subjects/{subject}/versions/{version}/withdraw": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take a proposal back; whoever was notified is notified of this too
         * @description The caller needs the verb `publish`.
         */
        readonly post: operations["withdrawVersion"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/teams": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Lists teams and the prefixes granted to them
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listTeams"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/teams/{team}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Shows a team
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["readTeam"];
        /**
         * Creates a team
         * @description The caller needs the verb `administer`.
         */
        readonly put: operations["putTeam"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/teams/{team}/allowed-places": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Says in which channels a team may have itself told, and which groups mentioned, from now on
         * @description The caller needs the verb `administer`.
         */
        readonly put: operations["allowPlaces"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/teams/{team}/critical-allowance": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Sets how many models a team may call critical by itself; those that are stay so
         * @description The caller needs the verb `administer`.
         */
        readonly put: operations["putCriticalAllowance"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/teams/{team}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Deliveries to a team about several announcements or none: digests, a day’s reminders, tests
         * @description The caller needs the verb `read`.
         */
        readonly get: operations["listDeliveriesOfTeam"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/teams/{team}/deliveries/redrive": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send again what failed of these, with the next sweep; the team or an administrator
         * @description It is enough to be signed in.
         */
        readonly post: operations["redriveDeliveriesOfTeam"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/teams/{team}/identities": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Lists the OIDC identities that act for a team
         * @description The caller needs the verb `administer`.
         */
        readonly get: operations["listIdentities"];
        /**
         * Lets an OIDC identity act for a team
         * @description The caller needs the verb `administer`.
         */
        readonly put: operations["putIdentity"];
        readonly post?: never;
        /**
         * Takes an OIDC identity away from a team
         * @description The caller needs the verb `administer`.
         */
        readonly delete: operations["deleteIdentity"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/teams/{team}/prefixes/{prefix}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Grants a subject prefix to a team
         * @description The caller needs the verb `administer`.
         */
        readonly put: operations["grantPrefix"];
        readonly post?: never;
        /**
         * Takes a subject prefix away from a team
         * @description The caller needs the verb `administer`.
         */
        readonly delete: operations["takePrefix"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/teams/{team}/settings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Sets when a team works, and who and where it is in Slack
         * @description It is enough to be signed in.
         */
        readonly put: operations["putTeamSettings"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Lists a team's API tokens, without their secrets
         * @description It is enough to be signed in.
         */
        readonly get: operations["listTokens"];
        readonly put?: never;
        /**
         * Makes an API token, shown this once
         * @description It is enough to be signed in.
         */
        readonly post: operations["createToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tokens/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Revokes an API token
         * @description It is enough to be signed in.
         */
        readonly delete: operations["revokeToken"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Activated */
        readonly Activated: {
            readonly subject: string;
            /** @description Counts from 1. */
            readonly version: number;
            /** @description SHA-256 of the canonical JSON (RFC 8785). */
            readonly fingerprint: string;
            /** @enum {string} */
            readonly status: "proposed" | "active" | "deprecated" | "retired" | "withdrawn";
            /** @description The older version with the same content, where a change was taken back. */
            readonly sameAs?: number;
            /** @description The announcement that tells its readers. */
            readonly announcementId?: string;
            readonly manifest?: components["schemas"]["Manifest"];
            readonly source?: components["schemas"]["Source"];
            /** @description The subject's generation when it was compared. */
            readonly generation: number;
            readonly judged?: components["schemas"]["JudgedBy"];
            /** Format: date-time */
            readonly publishedAt: string;
            /** @description The principal, e.g. `token:01J…`. */
            readonly publishedBy: string;
            /**
             * Format: date-time
             * @description When a breaking successor went live.
             */
            readonly deprecatedAt?: string;
            /** @description When it ends. */
            readonly sunset?: string;
            /** @description The version that took its place. */
            readonly successor?: number;
            /** @description Counts the writes of this item. */
            readonly revision: number;
            /** @enum {string} */
            readonly outcome: "activated" | "unchanged";
            readonly head?: number;
            /** @description Those that have not come through, and will break when it goes. */
            readonly willBreak: readonly components["schemas"]["AffectedModel"][];
            /** @description Those of which nobody could prove whether they will. */
            readonly mayBreak: readonly components["schemas"]["AffectedModel"][];
        };
        /** ActivateRequest */
        readonly ActivateRequest: {
            readonly emergency?: components["schemas"]["Emergency"];
        };
        /**
         * AffectedConsumer
         * @description One consumer that the new schema breaks, or for which that is undecided.
         */
        readonly AffectedConsumer: {
            readonly consumer: string;
            readonly team: string;
            /** @enum {string} */
            readonly tier: "critical" | "standard" | "experimental";
            readonly releases: readonly string[];
            readonly slack?: components["schemas"]["SlackTarget"];
            readonly trainedOn: number;
            /** @enum {string} */
            readonly verdict: "breaking" | "still-broken" | "undecided" | "compatible";
            /**
             * @description What follows for the model: `held`, the version waits for it as for a break; `asked`, it has a date to answer by; `told`, it is in the weekly digest; `known`, it was undecided already; `untouched`, nothing changed where it reads.
             * @enum {string}
             */
            readonly undecided?: "held" | "asked" | "told" | "known" | "untouched";
            /**
             * @description `rejected`: the contract rejects the witness. `field-lost`: a read field can no longer occur; the witness is a record without it.
             * @enum {string}
             */
            readonly kind?: "rejected" | "field-lost";
            /** @description A record that the new schema allows and this consumer's contract rejects. */
            readonly witness?: JsonValue;
            /** @description Why the verdict is undecided. */
            readonly reason?: string;
            /** @description Where the contract fails, deepest first. */
            readonly pointers: readonly string[];
            readonly outvoted?: readonly components["schemas"]["Dissent"][];
            /** @description Indexes into the answer's `changes`. */
            readonly changes: readonly number[];
            /** @description When it would have to be ready, were this published now. */
            readonly deadline: string;
            readonly approval?: components["schemas"]["ApprovalStanding"];
        };
        /**
         * AffectedModel
         * @description A model, and whom to ask.
         */
        readonly AffectedModel: {
            readonly consumer: string;
            readonly team: string;
            /** @description Its team's channel. */
            readonly contact?: string;
        };
        /** AllowedPlaces */
        readonly AllowedPlaces: {
            /** @description Names or ids; one that ends in `*` stands for all that begin so. Absent: any. */
            readonly channels?: readonly string[];
            /** @description Ids of user groups that it may have mentioned. Absent: any. */
            readonly groups?: readonly string[];
        };
        /**
         * AnnouncedPolicy
         * @description What an announcement keeps of the policy that it was made under.
         */
        readonly AnnouncedPolicy: {
            /**
             * @description What a breaking publish does: waits as a proposal, goes live with an announcement, or is refused.
             * @enum {string}
             */
            readonly onBreaking: "propose" | "announce" | "reject";
            readonly notice: {
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly critical: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly standard: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly experimental: string;
            };
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdCritical: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdObjection: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly staleAfter: string;
            /** @description Environments in which a deployment of a version means that it is live. */
            readonly liveEnvironments: readonly string[];
            /**
             * @description What a publish does if nobody could prove whether it breaks: it waits or is refused as for a break, or passes. Readers are notified either way.
             * @enum {string}
             */
            readonly onUndecided: "hold" | "pass";
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdUntold: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly extension: string;
            /**
             * @description Whether the producer emits declared members only, or anything that its schema does not forbid.
             * @enum {string}
             */
            readonly contentModel: "declared" | "open";
            /**
             * @description Whether `format` only describes records, or rejects them.
             * @enum {string}
             */
            readonly formatMode: "annotation" | "assertion";
        };
        /**
         * Announcement
         * @description A change that consumers must hear of.
         */
        readonly Announcement: {
            /** @description ULID: sorts by time. */
            readonly id: string;
            /**
             * @description `breaking` asks for answers by a date, `deprecation` announces a removal, `question` asks "does this affect you?", `digest` only tells.
             * @enum {string}
             */
            readonly kind: "breaking" | "deprecation" | "question" | "digest";
            /**
             * @description `observed`: the subject is only observed, so it was recorded and told to nobody.
             * @enum {string}
             */
            readonly status: "planning" | "open" | "closed" | "withdrawn" | "observed";
            readonly subject: string;
            readonly ownerTeam: string;
            readonly version: number;
            /** @description The head that the version was compared with. */
            readonly previous: number;
            /** @description The subject's generation when the change was compared. */
            readonly generation: number;
            readonly observed: boolean;
            /**
             * @description The subject ends: `version` is the last that its readers know, `live` says whether it is retired.
             * @constant
             */
            readonly retires?: true;
            /** @description Whether the version is live already, or waits as a proposal. */
            readonly live: boolean;
            /** @description Another registry that it was found in: its producers may use it already. */
            readonly foundIn?: string;
            /**
             * Format: date-time
             * @description When it went live.
             */
            readonly liveAt?: string;
            /**
             * Format: date-time
             * @description When its gate was first seen open: whoever comes later does not hold it.
             */
            readonly openedAt?: string;
            /** @description The last that happened to it in production. */
            readonly liveNews?: {
                /** @enum {string} */
                readonly kind: "live" | "emergency" | "rolled-back";
                /** Format: date-time */
                readonly at: string;
                readonly environment?: string;
                /** @description Whether its readers have been notified. */
                readonly told: boolean;
            };
            /** @description The announcement that takes this one’s place. */
            readonly supersededBy?: string;
            /** @description The announcements whose place this one takes. */
            readonly supersedes?: readonly string[];
            /**
             * Format: date-time
             * @description When an earlier proposal announced all of these changes.
             */
            readonly noticeSince?: string;
            /** @description The version that took the change back, once it was live. */
            readonly revertedBy?: number;
            /** @description The date that the producer asked for. */
            readonly sunset?: string;
            readonly emergency?: {
                readonly reason: string;
                readonly by: string;
            };
            readonly policy?: components["schemas"]["AnnouncedPolicy"];
            /** @description That an administrator loosened `policy`. For whoever was notified by then `madeUnder` holds until its date is over. */
            readonly loosened?: {
                /**
                 * Format: date-time
                 * @description The last time.
                 */
                readonly at: string;
                readonly by: string;
                readonly reason: string;
                readonly madeUnder: components["schemas"]["AnnouncedPolicy"];
                /** @description Whether its readers have been notified. */
                readonly told: boolean;
            };
            readonly manifest?: components["schemas"]["Manifest"];
            readonly source?: components["schemas"]["Source"];
            /** @description The first 50, most severe first. */
            readonly changes: readonly components["schemas"]["Change"][];
            /** @description All of them; the rest is at the version. */
            readonly changeCount: number;
            /** @description Why it was not decided whether all that the version allows can be read. */
            readonly undecided?: {
                readonly reason: string;
                readonly pointer?: string;
            };
            readonly judged?: components["schemas"]["JudgedBy"];
            /** @description A newer engine is to judge its readers again. */
            readonly rejudging?: {
                readonly engine: number;
                /** @description How often that was begun. */
                readonly tries: number;
            };
            /** @description Models told, counted when planning ends. */
            readonly affected: number;
            /** Format: date-time */
            readonly createdAt: string;
            readonly createdBy: string;
            /**
             * Format: date-time
             * @description When the registry looks at it again by itself; absent where it need not.
             */
            readonly dueAt?: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /** Answer */
        readonly Answer: {
            /** @enum {string} */
            readonly answer: "acknowledge" | "not-affected" | "extend" | "object" | "migrated" | "waive" | "grant" | "deny" | "pass-untold";
            /** @description A date, 2026-12-08: of `extend` and `grant`. */
            readonly until?: string;
            readonly reason?: string;
            /** @description When what the answer is to was read: refused, if somebody else has answered since. */
            readonly seen?: string;
        };
        /** Answered */
        readonly Answered: {
            /** @enum {string} */
            readonly outcome: "moved" | "unchanged";
            /** @description Why nothing changed. */
            readonly because?: string;
            readonly migration: components["schemas"]["Migration"];
        };
        /**
         * Approval
         * @description A team's word on a change before it is published: it has seen that its model breaks, and takes the change on.
         */
        readonly Approval: {
            readonly subject: string;
            /**
             * @description Names a change across commits: 12 hexadecimal digits over rule, subject, place, before and after, with all that these refer to.
             * @example 4f2a9c01d7be
             */
            readonly change: string;
            readonly consumer: string;
            /** @description The team that owned the model then. */
            readonly team: string;
            /** @description The date that it ends with. */
            readonly until: string;
            /**
             * @description Why the change may come; shown with every check.
             * @example the retrained model reads the new codes
             */
            readonly reason: string;
            /**
             * @description The team looked at what was undecided, and its model can take it; nothing where the change is proved to break.
             * @constant
             */
            readonly answer?: "not-affected";
            /** @description Who said so, e.g. `token:01J…`. */
            readonly by: string;
            /** Format: date-time */
            readonly at: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /**
         * ApprovalRequest
         * @example {
         *       "changes": [
         *         "4f2a9c01d7be"
         *       ],
         *       "consumers": [
         *         "fraud"
         *       ],
         *       "until": "2026-12-08",
         *       "reason": "the retrained model reads the new codes"
         *     }
         */
        readonly ApprovalRequest: {
            readonly changes: readonly string[];
            /** @description Absent: all models of the caller's team that subscribe to the subject. */
            readonly consumers?: readonly string[];
            /** @description A date, 2026-12-08, within what the policy allows. */
            readonly until: string;
            /**
             * @description Why the change may come; shown with every check.
             * @example the retrained model reads the new codes
             */
            readonly reason: string;
        };
        /**
         * ApprovalStanding
         * @description What a team has said of the changes that break its model.
         */
        readonly ApprovalStanding: {
            /** @description Of the changes that break this model, those that have ended, or are of a former team, as well. */
            readonly given: readonly components["schemas"]["Approval"][];
            /** @description Fingerprints of those that nobody has approved for it. */
            readonly missing: readonly string[];
            /** @description When the first approval ends; only where none is missing. */
            readonly until?: string;
            /**
             * @description All of them say that the team looked, and its model can take it.
             * @constant
             */
            readonly safe?: true;
        };
        /** Approved */
        readonly Approved: {
            readonly items: readonly {
                /** @enum {string} */
                readonly outcome: "created" | "updated" | "unchanged";
                readonly approval: components["schemas"]["Approval"];
            }[];
        };
        /**
         * AuditedWrite
         * @description One item before and after; `null` where it did not exist, or was deleted.
         */
        readonly AuditedWrite: {
            /**
             * @example migration
             * @example subject
             */
            readonly entity: string;
            /** @description Which one. */
            readonly key: {
                readonly [key: string]: unknown;
            };
            readonly before: {
                readonly [key: string]: unknown;
            } | null;
            readonly after: {
                readonly [key: string]: unknown;
            } | null;
            /**
             * @description Too much was written at once: members are left out.
             * @constant
             */
            readonly cut?: true;
        };
        /**
         * AuditEntry
         * @description Who did what, when, from where.
         */
        readonly AuditEntry: {
            /** @description ULID: sorts by time. */
            readonly id: string;
            /** Format: date-time */
            readonly at: string;
            /**
             * @example version.registered
             * @example token.revoked
             */
            readonly action: string;
            /** @description Who did it, e.g. `token:01J…`. */
            readonly principal: string;
            readonly team?: string;
            /** @description Source address and user agent of the request, where there was one. */
            readonly from?: string;
            readonly subject?: string;
            readonly consumer?: string;
            readonly announcementId?: string;
            /** @description What belongs to the action. */
            readonly detail: {
                readonly [key: string]: unknown;
            };
            /** @description What it changed; absent on old entries. */
            readonly writes?: readonly components["schemas"]["AuditedWrite"][];
        };
        /**
         * Blocker
         * @description A model that still keeps a proposed version from going live.
         */
        readonly Blocker: {
            readonly consumer: string;
            readonly team: string;
            /** @enum {string} */
            readonly state: "notified" | "acknowledged" | "extension-requested" | "granted" | "denied" | "objected" | "not-affected" | "migrated" | "overdue" | "waived" | "withdrawn";
            /** @description Its date. */
            readonly deadline: string;
            /** @description The last date on which the gate waits for it; absent where an admin must decide. */
            readonly holdsUntil?: string;
            /** @description After that date an administrator may let the version through. */
            readonly administratorAfter?: string;
            /** @description Why its team was never told, where that is why it holds. */
            readonly untold?: string;
        };
        /** Break */
        readonly Break: {
            /**
             * @description `rejected`: the contract rejects the witness. `field-lost`: a read field can no longer occur; the witness is a record without it.
             * @enum {string}
             */
            readonly kind: "rejected" | "field-lost";
            /** @description The record that proves it. */
            readonly witness: JsonValue;
            /** @description Where the contract fails, deepest first. */
            readonly pointers: readonly string[];
        };
        /** BreakingVerdict */
        readonly BreakingVerdict: {
            /** @constant */
            readonly verdict: "breaking";
            /** @description A record that one side emits and the other rejects. */
            readonly witness: JsonValue;
            /** @description Where the record is rejected, deepest first. */
            readonly pointers: readonly string[];
            /**
             * @description The other side takes the record to the letter, and never emitted one that looks like it: who reads it whole breaks.
             * @constant
             */
            readonly by?: "contract";
        };
        /**
         * Change
         * @description One finding of one rule at one place of the record.
         */
        readonly Change: {
            /**
             * @description Public and never renamed, e.g. `enum-value-added`.
             * @example enum-value-added
             */
            readonly ruleId: string;
            /** @description RFC 6901 pointer into the record; `*` stands for any array item, empty for the whole record. */
            readonly pointer: string;
            /** @description RFC 6901 pointer into the new schema, or into the old one where only that has the element. */
            readonly schemaPointer: string;
            /** @description The element as it was; absent where it is new. */
            readonly before?: JsonValue;
            /** @description The element as it is; absent where it is gone. */
            readonly after?: JsonValue;
            /** @description A digest of what belongs to the change and `before` and `after` do not hold, e.g. what they refer to. */
            readonly content?: string;
            readonly severity: {
                /** @enum {string} */
                readonly serving: "breaking" | "dangerous" | "safe";
                /** @enum {string} */
                readonly training: "breaking" | "dangerous" | "safe";
            };
            /** @description Names the element, the place and the effect. */
            readonly message: string;
            /** @description What this may do to a model. */
            readonly harm: string;
            /** @description What a reader can do about it. */
            readonly advice: string;
            /**
             * @description What is proved of the place at which a rule found something.
             * @enum {string}
             */
            readonly proof?: "proven-breaking" | "proven-harmless" | "undecided";
            /** @description A record at this place that one side accepts and the other rejects. */
            readonly witness?: JsonValue;
            /** @description Record pointer of the place that the witness is a value of, where that is not the change's own. */
            readonly witnessAt?: string;
            /** @description A whole record that shows this very change; of a field that went, one that lacks it. */
            readonly record?: JsonValue;
        };
        /**
         * ChannelTest
         * @description One test of a model’s channels.
         */
        readonly ChannelTest: {
            /** @description Its id. */
            readonly test: string;
            /** @description One a channel. */
            readonly deliveries: readonly components["schemas"]["Delivery"][];
        };
        /**
         * Check
         * @description What publishing this would do, and to whom.
         */
        readonly Check: {
            readonly subject: string;
            /** @description The version it was compared with; null before the first. */
            readonly against: number | null;
            /** @enum {string} */
            readonly mode: "NONE" | "BACKWARD" | "BACKWARD_TRANSITIVE" | "FORWARD" | "FORWARD_TRANSITIVE" | "FULL" | "FULL_TRANSITIVE";
            /** @description Proved; not where a lens of the mode is undecided by what changed. */
            readonly modeSatisfied: boolean;
            /**
             * @description What a publish does if nobody could prove whether it breaks: it waits or is refused as for a break, or passes. Readers are notified either way.
             * @enum {string}
             */
            readonly onUndecided: "hold" | "pass";
            readonly verdicts: components["schemas"]["Verdicts"];
            readonly judged?: components["schemas"]["JudgedBy"];
            /** @description What breaks a model first, then what touches one, each worst first. */
            readonly changes: readonly components["schemas"]["CheckedChange"][];
            /** @description All of them, also where the answer has only the first. */
            readonly changeCount: number;
            /**
             * @description What a publish would make of it, once its readers are found.
             * @enum {string}
             */
            readonly wouldBe: "unchanged" | "active" | "proposed" | "refused";
            /** @description The subject is only observed: nobody would be notified. */
            readonly observed: boolean;
            readonly affected: readonly components["schemas"]["AffectedConsumer"][];
            readonly unaffected: {
                /** @description Subscriptions that are known not to be affected. */
                readonly count: number;
                /** @description Those of all that read nothing of what changed. */
                readonly doNotRead: number;
            };
            readonly undecided: components["schemas"]["UndecidedCount"];
            /** @description Subscriptions that the time did not suffice for. */
            readonly undecidedRest: number;
            /** @description Whether CI should pass. */
            readonly passes: boolean;
            /** @description Why not. */
            readonly reasons: readonly string[];
            /** @description What the time did not suffice for: it does not pass, and may when it is asked again. */
            readonly unjudged: readonly string[];
            /** @description What to know although it passes. */
            readonly notes: readonly string[];
            /** @description The earliest date that all readers have notice of. */
            readonly earliest?: string;
            readonly minimumNotice?: components["schemas"]["MinimumNotice"];
            /** @description The date that was asked for. */
            readonly sunset?: string;
            readonly secondOpinion?: components["schemas"]["SecondOpinion"];
        };
        /**
         * CheckedChange
         * @description A change with the name by which it is approved.
         */
        readonly CheckedChange: {
            /**
             * @description Public and never renamed, e.g. `enum-value-added`.
             * @example enum-value-added
             */
            readonly ruleId: string;
            /** @description RFC 6901 pointer into the record; `*` stands for any array item, empty for the whole record. */
            readonly pointer: string;
            /** @description RFC 6901 pointer into the new schema, or into the old one where only that has the element. */
            readonly schemaPointer: string;
            /** @description The element as it was; absent where it is new. */
            readonly before?: JsonValue;
            /** @description The element as it is; absent where it is gone. */
            readonly after?: JsonValue;
            /** @description A digest of what belongs to the change and `before` and `after` do not hold, e.g. what they refer to. */
            readonly content?: string;
            readonly severity: {
                /** @enum {string} */
                readonly serving: "breaking" | "dangerous" | "safe";
                /** @enum {string} */
                readonly training: "breaking" | "dangerous" | "safe";
            };
            /** @description Names the element, the place and the effect. */
            readonly message: string;
            /** @description What this may do to a model. */
            readonly harm: string;
            /** @description What a reader can do about it. */
            readonly advice: string;
            /**
             * @description What is proved of the place at which a rule found something.
             * @enum {string}
             */
            readonly proof?: "proven-breaking" | "proven-harmless" | "undecided";
            /** @description A record at this place that one side accepts and the other rejects. */
            readonly witness?: JsonValue;
            /** @description Record pointer of the place that the witness is a value of, where that is not the change's own. */
            readonly witnessAt?: string;
            /** @description A whole record that shows this very change; of a field that went, one that lacks it. */
            readonly record?: JsonValue;
            /**
             * @description Names a change across commits: 12 hexadecimal digits over rule, subject, place, before and after, with all that these refer to.
             * @example 4f2a9c01d7be
             */
            readonly fingerprint: string;
        };
        /**
         * CheckRequest
         * @example {
         *       "schema": {
         *         "type": "object",
         *         "properties": {
         *           "user_id": {
         *             "type": "integer"
         *           },
         *           "category": {
         *             "type": "string"
         *           }
         *         },
         *         "required": [
         *           "user_id",
         *           "category"
         *         ]
         *       },
         *       "sunset": "2026-12-08",
         *       "manifest": {
         *         "message": "category becomes a string",
         *         "contact": "#payments-data"
         *       }
         *     }
         */
        readonly CheckRequest: {
            /** @description A JSON Schema of draft 4, 6, 7, 2019-09 or 2020-12, without references to other documents. */
            readonly schema: JsonValue;
            readonly manifest?: components["schemas"]["Manifest"];
            /** @description A date, 2026-12-08. */
            readonly sunset?: string;
            readonly emergency?: components["schemas"]["Emergency"];
            /** @description Takes a schema with members that are not keywords and look like a slip (`requierd`), without any keyword, or with definitions alone, which is refused as `invalid-schema` otherwise. */
            readonly allowUnknown?: boolean;
            /** @description Also ask json-schema-diff, which takes longer than all else; default: no. */
            readonly secondOpinion?: boolean;
        };
        /** CompatibleVerdict */
        readonly CompatibleVerdict: {
            /** @constant */
            readonly verdict: "compatible";
        };
        /**
         * ConflictProblem
         * @description The present state does not allow it, or an `Idempotency-Key` was used before.
         */
        readonly ConflictProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/conflict";
            /** @constant */
            readonly title: "The request conflicts with the present state";
            /** @constant */
            readonly status: 409;
            /** @constant */
            readonly code: "conflict";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
            /**
             * @description The first such request still runs.
             * @constant
             */
            readonly retryable?: true;
        };
        /**
         * Consumer
         * @description A model or pipeline that reads data.
         */
        readonly Consumer: {
            /** @example fraud */
            readonly name: string;
            readonly team: string;
            /** @enum {string} */
            readonly tier: "critical" | "standard" | "experimental";
            /**
             * @description What its team says, until an administrator confirms it.
             * @constant
             */
            readonly claimedTier?: "critical";
            readonly slack?: components["schemas"]["SlackTarget"];
            readonly github?: components["schemas"]["GithubTarget"];
            readonly msteams?: components["schemas"]["MsTeamsTarget"];
            readonly webhook?: components["schemas"]["WebhookTarget"];
            readonly description?: string;
            /**
             * @description Live releases, as the team says.
             * @example [
             *       "v7",
             *       "v8"
             *     ]
             */
            readonly releases: readonly string[];
            readonly killSwitch?: components["schemas"]["KillSwitch"];
            /**
             * Format: date-time
             * @description Last deployment, answer or change of a subscription.
             */
            readonly lastSeenAt: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /**
         * ConsumerRequest
         * @example {
         *       "team": "fraud-ml",
         *       "tier": "standard",
         *       "slack": {
         *         "channel": "#fraud-ml"
         *       },
         *       "releases": [
         *         "v7"
         *       ]
         *     }
         */
        readonly ConsumerRequest: {
            /** @description By default the caller's. */
            readonly team?: string;
            /** @enum {string} */
            readonly tier: "critical" | "standard" | "experimental";
            readonly slack?: components["schemas"]["SlackTarget"];
            readonly github?: components["schemas"]["GithubTarget"];
            readonly msteams?: components["schemas"]["MsTeamsTarget"];
            readonly webhook?: components["schemas"]["WebhookTarget"];
            readonly description?: string;
            readonly releases?: readonly string[];
            readonly killSwitch?: components["schemas"]["KillSwitch"];
        };
        /** CreatedToken */
        readonly CreatedToken: {
            readonly id: string;
            readonly team: string;
            readonly verbs: readonly ("read" | "publish" | "subscribe" | "watch" | "administer")[];
            readonly description: string;
            readonly createdBy: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly expiresAt: string;
            /** Format: date-time */
            readonly revokedAt?: string;
            /**
             * @description The secret itself.
             * @example fw_01JD…_…
             */
            readonly token: string;
        };
        /** CriticalAllowance */
        readonly CriticalAllowance: {
            readonly count: number;
        };
        /**
         * DanglingReferenceProblem
         * @description The schema refers to a place that it does not have.
         */
        readonly DanglingReferenceProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/dangling-reference";
            /** @constant */
            readonly title: "The schema refers to a place that it does not have";
            /** @constant */
            readonly status: 422;
            /** @constant */
            readonly code: "dangling-reference";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /**
         * Delivery
         * @description One message to one place.
         */
        readonly Delivery: {
            readonly id: string;
            /**
             * @description `overview`: the producer’s first message. `moved`: a model was given another channel. `held`: only objections and silence past their time still hold a release. `live`: the change is live, or live no more. `emergency`: it is live before its gate was open. `exposed`: it is live over models that have not come through. `loosened`: an administrator loosened its policy. `stale`: does this model still run? `untold`: no channel of a team took its message, or a release passes over that. `kill-switch`: the event that one model’s runbook acts upon. `test`: says nothing but that it arrives.
             * @enum {string}
             */
            readonly kind: "registered" | "announced" | "overview" | "continued" | "moved" | "answered" | "reminder" | "missed" | "held" | "withdrawn" | "digest" | "live" | "emergency" | "exposed" | "loosened" | "stale" | "untold" | "kill-switch" | "test";
            readonly channel: {
                /** @constant */
                readonly kind: "slack";
                /**
                 * @description Name or id.
                 * @example #fraud-ml
                 */
                readonly channel: string;
                /** @description Id of a user group. */
                readonly mention?: string;
            } | {
                /** @constant */
                readonly kind: "github";
                /**
                 * @description Owner and name.
                 * @example acme/fraud-model
                 */
                readonly repository: string;
            } | {
                /** @constant */
                readonly kind: "msteams";
                /**
                 * @description The name under which the operators keep the address of its workflow.
                 * @example fraud-ml
                 */
                readonly channel: string;
            } | {
                /** @constant */
                readonly kind: "webhook";
                readonly name: string;
            } | {
                /** @constant */
                readonly kind: "sns";
                /** @description The name of an allow-listed topic; absent: Forewarn’s own. */
                readonly target?: string;
            };
            /** @description Absent on what tells of several: a digest, a day’s reminders. */
            readonly subject?: string;
            readonly version?: number;
            readonly announcementId?: string;
            /** @description What a digest or a day’s reminders tell of, at most 100. */
            readonly announcementIds?: readonly string[];
            /** @description Of a digest: what is live over models of the team, told before day by day; at most 100. */
            readonly exposedIds?: readonly string[];
            /** @description Of a digest: subjects of the team that are soon observed no more, at most 100. */
            readonly trialEnds?: readonly string[];
            readonly team: string;
            /**
             * @description Absent: `consumer`.
             * @enum {string}
             */
            readonly audience?: "consumer" | "escalation" | "producer" | "administrator";
            readonly answer?: {
                readonly consumers: readonly string[];
                readonly state: components["schemas"]["MigrationState"];
                /** @description Nobody answered: this engine found a record. */
                readonly provedBy?: number;
            };
            /**
             * Format: date-time
             * @description Of a `stale` delivery: when the model was last heard of.
             */
            readonly silentSince?: string;
            readonly killSwitch?: {
                readonly consumer: string;
                /** @enum {string} */
                readonly reason: "overdue" | "emergency";
                readonly dryRun: boolean;
            };
            /** @description Only these of the team; absent: all of it in this channel. */
            readonly consumers?: readonly string[];
            /**
             * @description `scheduled`: it gathers news, or waits for working hours. `sending`: the outcome is unknown until it is `sent`. `skipped`: there was nothing left to say.
             * @enum {string}
             */
            readonly status: "scheduled" | "pending" | "sending" | "sent" | "skipped" | "failed";
            /** @description Own failures only; a rate limit counts nothing. */
            readonly attempts: number;
            readonly receipt?: {
                readonly channelId: string;
                readonly ts: string;
            } | {
                readonly messageId: string;
            } | {
                readonly repository: string;
                readonly issue: number;
                readonly comment?: number;
            } | {
                readonly status: number;
                /** @description The other side’s own id of the request. */
                readonly request?: string;
            };
            readonly thread?: {
                readonly channelId: string;
                readonly ts: string;
            };
            readonly possibleDuplicate?: boolean;
            /** @description The message was sent for an announcement that was superseded; its thread goes on. */
            readonly adopted?: boolean;
            /** @description It had failed, and is about to be sent again. */
            readonly again?: boolean;
            /** @description Why the last attempt failed. */
            readonly error?: string;
            /**
             * Format: date-time
             * @description When it is sent, or sent again.
             */
            readonly dueAt?: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly sentAt?: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /**
         * Dissent
         * @description A validator's dissent on a witness, explained by a known defect of it or by what JSON Schema cannot say of a contract.
         */
        readonly Dissent: {
            /** @description The listed defect of the validator, or contract-left-out. */
            readonly id: string;
            readonly validators: readonly ("ajv" | "hyperjump")[];
            readonly description: string;
            /** @description Where the defect is reported. */
            readonly source: string;
        };
        /** Emergency */
        readonly Emergency: {
            /** @description Told to everyone affected, and audited. */
            readonly reason: string;
        };
        /**
         * Environment
         * @description A place where a deployment was ever recorded.
         */
        readonly Environment: {
            /** @example production */
            readonly name: string;
            /**
             * Format: date-time
             * @description When something was first recorded there.
             */
            readonly since: string;
            readonly by: string;
        };
        /** ErrorPlace */
        readonly ErrorPlace: {
            /** @description RFC 6901 pointer into the body of the request; empty for the whole of it. */
            readonly pointer: string;
            readonly detail: string;
        };
        /**
         * FieldReader
         * @description A live model that reads a field, one above it or one below it.
         */
        readonly FieldReader: {
            readonly consumer: string;
            readonly team: string;
            /** @enum {string} */
            readonly tier: "critical" | "standard" | "experimental";
            /** @description Its team's channel. */
            readonly contact?: string;
            /** @description What of its subscription touches the field; none: it reads everything. */
            readonly reads: readonly string[];
            readonly trainedOn: number;
            /**
             * Format: date-time
             * @description When it subscribed.
             */
            readonly since: string;
            /** @description Where it runs, as recorded; none: it counts as live everywhere. */
            readonly releases: readonly {
                readonly release: string;
                readonly environment: string;
                readonly version?: number;
            }[];
            /** @description Nobody has spoken for it for longer than the policy waits: it holds nothing. */
            readonly stale: boolean;
        };
        /** FieldReaders */
        readonly FieldReaders: {
            readonly subject: string;
            readonly field: string;
            readonly readers: readonly components["schemas"]["FieldReader"][];
        };
        /**
         * FloorOverrides
         * @description What no policy may go below; what is left out is the default.
         */
        readonly FloorOverrides: {
            /**
             * @description What a breaking publish does: waits as a proposal, goes live with an announcement, or is refused.
             * @enum {string}
             */
            readonly onBreaking?: "propose" | "announce" | "reject";
            /**
             * @description What a publish does if nobody could prove whether it breaks: it waits or is refused as for a break, or passes. Readers are notified either way.
             * @enum {string}
             */
            readonly onUndecided?: "hold" | "pass";
            readonly notice?: {
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly critical?: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly standard?: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly experimental?: string;
            };
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdCritical?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdObjection?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdUntold?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly staleAfter?: string;
            readonly liveEnvironments?: readonly string[];
        };
        /**
         * ForbiddenProblem
         * @description Signed in, but not for this; `missingVerb` where that is all.
         */
        readonly ForbiddenProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/forbidden";
            /** @constant */
            readonly title: "The caller may not do this";
            /** @constant */
            readonly status: 403;
            /** @constant */
            readonly code: "forbidden";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
            /**
             * @description Where that is all that is missing.
             * @enum {string}
             */
            readonly missingVerb?: "read" | "publish" | "subscribe" | "watch" | "administer";
            /** @description Where the team only lacks a prefix that covers the subject. */
            readonly missingPrefix?: {
                readonly team: string;
                readonly subject: string;
            };
        };
        /**
         * ForeseenModel
         * @description What the engine of now makes of one model that an older one judged.
         */
        readonly ForeseenModel: {
            readonly subject: string;
            readonly version: number;
            readonly announcementId: string;
            readonly consumer: string;
            readonly team: string;
            /**
             * @description `none`: it was not told of the change.
             * @enum {string}
             */
            readonly before: "breaking" | "undecided" | "compatible" | "none";
            /** @enum {string} */
            readonly after: "compatible" | "newly-broken" | "still-broken" | "undecided";
            /**
             * @description `announce`: it is notified, with its full notice from then on. `prove`: a record is added to what was undecided. `close`: that is proved safe. `later`: there was no time. `keep`: it stays.
             * @enum {string}
             */
            readonly action: "announce" | "prove" | "close" | "later" | "keep";
            /** @enum {string} */
            readonly date?: "kept" | "full";
            /**
             * @description Why it stays.
             * @enum {string}
             */
            readonly because?: "same" | "answered" | "record-stands" | "other-question" | "broken-before";
            /** @description The date that it has then. */
            readonly deadline?: string;
        };
        /**
         * ForeseenRejudgement
         * @description What judging again would come to, for a stretch of subjects; models for which nothing changes are left out.
         */
        readonly ForeseenRejudgement: {
            /** @description The version of the engine that runs now. */
            readonly engine: number;
            /** @description Those of this page that an older engine judged. */
            readonly announcements: number;
            readonly items: readonly components["schemas"]["ForeseenModel"][];
            /** @description For `?cursor=`; absent on the last page. */
            readonly nextCursor?: string;
        };
        /**
         * ForeseenRetirement
         * @description What retiring a subject would come to, or came to already.
         */
        readonly ForeseenRetirement: {
            readonly subject: string;
            /** @enum {string} */
            readonly status: "active" | "retired";
            readonly source?: components["schemas"]["Source"];
            /**
             * @description `retired`: nobody subscribes, or it is retired already. `waits`: it was announced.
             * @enum {string}
             */
            readonly wouldBe: "retired" | "announced" | "waits" | "refused";
            /** @description Whether a run that finds it gone should pass: nobody subscribes, a sufficient date is named, or it was announced. */
            readonly passes: boolean;
            /** @description Why it would be refused. */
            readonly because?: string;
            /** @description The earliest date that all who subscribe have notice of. */
            readonly earliest?: string;
            /** @description The announcement that tells its readers. */
            readonly announcementId?: string;
            /** @description Live models that read it. */
            readonly readers: readonly components["schemas"]["FieldReader"][];
        };
        /**
         * Gate
         * @description Whether a version may go live in an environment, and why.
         */
        readonly Gate: {
            readonly subject: string;
            readonly version: number;
            readonly environment: string;
            /**
             * @description `unknown`: who is affected is still being found out; ask again in a moment.
             * @enum {string}
             */
            readonly gate: "open" | "closed" | "unknown";
            readonly because: string;
            readonly announcementId?: string;
            /**
             * Format: date-time
             * @description What was known then decided.
             */
            readonly at: string;
            /** @description Those that hold it first. */
            readonly models: readonly components["schemas"]["GateModel"][];
            /** @description Those that have not come through, and will break when it goes. */
            readonly willBreak: readonly components["schemas"]["AffectedModel"][];
            /** @description Those of which nobody could prove whether they will. */
            readonly mayBreak: readonly components["schemas"]["AffectedModel"][];
        };
        /**
         * GateClosedProblem
         * @description Readers have not migrated and their date has not passed.
         */
        readonly GateClosedProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/gate-closed";
            /** @constant */
            readonly title: "The gate is closed";
            /** @constant */
            readonly status: 409;
            /** @constant */
            readonly code: "gate-closed";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
            readonly blockers: readonly components["schemas"]["Blocker"][];
        };
        /**
         * GateModel
         * @description What the gate says of one model.
         */
        readonly GateModel: {
            readonly consumer: string;
            readonly team: string;
            /** @enum {string} */
            readonly tier: "critical" | "standard" | "experimental";
            readonly state: components["schemas"]["MigrationState"];
            /** @description Its date. */
            readonly deadline: string;
            readonly blocks: boolean;
            /**
             * @description Whether it breaks when the version goes there: it has not come through, and runs there. `may`: nobody could prove it.
             * @enum {string}
             */
            readonly breaks: "will" | "may" | "no";
            /**
             * @description Why it lets the version pass, or `waits`.
             * @enum {string}
             */
            readonly because: "migrated" | "says-migrated" | "not-affected" | "waived" | "withdrawn" | "no-break" | "date-passed" | "late" | "answered" | "undecided" | "passed-untold" | "not-live" | "stale" | "no-owner" | "untold" | "waits";
            /** @description The same in a sentence. */
            readonly detail: string;
            /** @description The last date on which it is waited for. */
            readonly holdsUntil?: string;
            /** @description After that date an administrator may decide in its place. */
            readonly administratorAfter?: string;
            /** @description Why its team was never told, where that is why it holds. */
            readonly untold?: string;
            /**
             * Format: date-time
             * @description Its last deployment, answer or change of a subscription, where that counted.
             */
            readonly lastSeenAt?: string;
            /** @description What runs of it in the environment, as recorded. */
            readonly releases?: readonly string[];
            /** @description Its team's channel. */
            readonly contact?: string;
        };
        /**
         * GatewayMessage
         * @description Written by API Gateway, to what Forewarn never saw: look at the status first.
         */
        readonly GatewayMessage: {
            readonly message: string | null;
        };
        /**
         * GithubTarget
         * @description Where each migration of the model is an issue.
         */
        readonly GithubTarget: {
            /**
             * @description Owner and name.
             * @example acme/fraud-model
             */
            readonly repository: string;
        };
        /**
         * Hearing
         * @description Whether its team heard of it. `untold`: no channel that the team chose took the message. `passed`: the producer or an administrator lets the version pass all the same. Absent: counts as told.
         */
        readonly Hearing: {
            /** @constant */
            readonly name: "under-way";
        } | {
            /** @constant */
            readonly name: "told";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            /** @enum {string} */
            readonly by: "slack" | "github" | "msteams" | "webhook" | "sns" | "answer";
        } | {
            /** @constant */
            readonly name: "untold";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            readonly channel: string;
            readonly error: string;
        } | {
            /** @constant */
            readonly name: "passed";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            readonly by: string;
            readonly reason: string;
            readonly error: string;
        };
        /**
         * Identity
         * @description What of an OIDC issuer stands for a team.
         */
        readonly Identity: {
            readonly issuer: string;
            /**
             * @description The claims that must all match, in canonical form.
             * @example repository_id=123456;repository_owner_id=42
             */
            readonly subject: string;
            readonly team: string;
            readonly verbs: readonly ("read" | "publish" | "subscribe" | "watch" | "administer")[];
        };
        /** IdentityRequest */
        readonly IdentityRequest: {
            /** @example https://token.actions.githubusercontent.com */
            readonly issuer: string;
            /**
             * @description Names and values that must all match, at most 10.
             * @example {
             *       "repository_id": "123456",
             *       "repository_owner_id": "42"
             *     }
             */
            readonly claims: {
                readonly [key: string]: string;
            };
            readonly verbs: readonly ("read" | "publish" | "subscribe" | "watch" | "administer")[];
        };
        /**
         * IncompatibleProblem
         * @description The subject's compatibility mode refuses the change.
         */
        readonly IncompatibleProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/incompatible";
            /** @constant */
            readonly title: "The change is incompatible";
            /** @constant */
            readonly status: 409;
            /** @constant */
            readonly code: "incompatible";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
            /** @description The version it was compared with; null before the first. */
            readonly against: number | null;
            readonly verdicts?: components["schemas"]["Verdicts"];
            readonly judged?: components["schemas"]["JudgedBy"];
            /** @description Worst first. */
            readonly changes: readonly components["schemas"]["Change"][];
            /** @description All of them, also where the answer has only the first. */
            readonly changeCount: number;
        };
        /**
         * InternalProblem
         * @description A fault of ours; nothing is said of it but the request’s id.
         */
        readonly InternalProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/internal";
            /** @constant */
            readonly title: "Forewarn failed";
            /** @constant */
            readonly status: 500;
            /** @constant */
            readonly code: "internal";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /**
         * InvalidRequestProblem
         * @description The body, query or a header does not have the expected form.
         */
        readonly InvalidRequestProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/invalid-request";
            /** @constant */
            readonly title: "The request does not have the expected form";
            /** @constant */
            readonly status: 400;
            /** @constant */
            readonly code: "invalid-request";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /**
         * InvalidSchemaProblem
         * @description JSON, but not a valid JSON Schema.
         */
        readonly InvalidSchemaProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/invalid-schema";
            /** @constant */
            readonly title: "The schema is not valid";
            /** @constant */
            readonly status: 422;
            /** @constant */
            readonly code: "invalid-schema";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /**
         * JudgedBy
         * @description What gave a verdict, and under which options. Absent where nothing was compared, or where it is not known.
         */
        readonly JudgedBy: {
            /** @description The version of the engine that gave the verdict. */
            readonly engine: number;
            /** @enum {string} */
            readonly contentModel: "declared" | "open";
            /** @enum {string} */
            readonly formatMode: "annotation" | "assertion";
        };
        /**
         * KillSwitch
         * @description The event on which the model’s own runbook acts, sent on `events` (Forewarn’s own topic) or on a topic that was allow-listed at deploy.
         */
        readonly KillSwitch: {
            /** @description `overdue`: the model’s date has passed. `emergency`: a break went live before its gate was open. Empty: off. */
            readonly on: readonly ("overdue" | "emergency")[];
            readonly target: string;
        };
        /**
         * KillSwitchTest
         * @example {
         *       "on": "overdue"
         *     }
         */
        readonly KillSwitchTest: {
            /**
             * @description Absent: the first that the consumer registered.
             * @enum {string}
             */
            readonly on?: "overdue" | "emergency";
        };
        /**
         * KillSwitchTrial
         * @description One test of a kill switch.
         */
        readonly KillSwitchTrial: {
            /** @description Also the `id` of the event. */
            readonly deliveryId: string;
            readonly consumer: string;
            /** @enum {string} */
            readonly reason: "overdue" | "emergency";
            readonly dryRun: boolean;
            readonly target: string;
            /** @description What the event speaks of: the newest announced break, else a subscription. */
            readonly subject: string;
            readonly version: number;
        };
        /** LoosenedAnnouncement */
        readonly LoosenedAnnouncement: {
            /** @enum {string} */
            readonly outcome: "loosened" | "unchanged";
            readonly announcement: components["schemas"]["Announcement"];
            readonly changes: readonly {
                readonly decision: string;
                readonly from: string;
                readonly to: string;
            }[];
        };
        /**
         * Loosening
         * @description What is left out stays as it is.
         */
        readonly Loosening: {
            /**
             * @description Whether the producer emits declared members only, or anything that its schema does not forbid.
             * @enum {string}
             */
            readonly contentModel?: "declared" | "open";
            /**
             * @description Whether `format` only describes records, or rejects them.
             * @enum {string}
             */
            readonly formatMode?: "annotation" | "assertion";
            /**
             * @description What a breaking publish does: waits as a proposal, goes live with an announcement, or is refused.
             * @enum {string}
             */
            readonly onBreaking?: "propose" | "announce" | "reject";
            /**
             * @description What a publish does if nobody could prove whether it breaks: it waits or is refused as for a break, or passes. Readers are notified either way.
             * @enum {string}
             */
            readonly onUndecided?: "hold" | "pass";
            readonly notice?: {
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly critical?: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly standard?: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly experimental?: string;
            };
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdCritical?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdObjection?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdUntold?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly extension?: string;
            /** @description Environments in which a deployment of a version means that it is live. */
            readonly liveEnvironments?: readonly string[];
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly staleAfter?: string;
        };
        /** LoosenRequest */
        readonly LoosenRequest: {
            readonly policy: components["schemas"]["Loosening"];
            /** @description Told, and audited. */
            readonly reason: string;
        };
        /**
         * Manifest
         * @description What a producer says about a change.
         */
        readonly Manifest: {
            readonly message?: string;
            readonly migrationDocumentationUrl?: string;
            readonly contact?: string;
            readonly sunset?: string;
            readonly what?: string;
            readonly why?: string;
            readonly who?: string;
            readonly steps?: string;
        };
        /**
         * Migration
         * @description An announcement for one consumer: what it does to this model, and by when.
         */
        readonly Migration: {
            readonly announcementId: string;
            readonly consumer: string;
            readonly team: string;
            /** @enum {string} */
            readonly tier: "critical" | "standard" | "experimental";
            readonly subject: string;
            readonly version: number;
            readonly releases: readonly string[];
            readonly slack?: components["schemas"]["SlackTarget"];
            readonly github?: components["schemas"]["GithubTarget"];
            readonly msteams?: components["schemas"]["MsTeamsTarget"];
            readonly webhook?: components["schemas"]["WebhookTarget"];
            /** @description Slack channels from before it was given another, the newest first. */
            readonly formerChannels?: readonly string[];
            /**
             * @description It was announced anew, in messages of its own.
             * @constant
             */
            readonly renewed?: true;
            /**
             * @description `breaking` asks for answers by a date, `deprecation` announces a removal, `question` asks "does this affect you?", `digest` only tells.
             * @enum {string}
             */
            readonly concern: "breaking" | "deprecation" | "question" | "digest";
            readonly state: components["schemas"]["MigrationState"];
            readonly hearing?: components["schemas"]["Hearing"];
            /** @description By when the model must be ready. */
            readonly deadline: string;
            /** @description The deadline before anybody asked for more time. */
            readonly announcedDeadline: string;
            /** @description It came, or came back, after the readers had been looked up. */
            readonly late?: {
                /** Format: date-time */
                readonly at: string;
                /** @description Since when nothing waited for it any more: the gate had opened, or the latest agreed date was over. */
                readonly over?: string;
            };
            /** @description The change is live over it. */
            readonly exposure?: {
                /**
                 * Format: date-time
                 * @description The change went live, or the model came back to what it breaks.
                 */
                readonly since: string;
                /**
                 * Format: date-time
                 * @description When its team was last told.
                 */
                readonly toldAt?: string;
                /**
                 * Format: date-time
                 * @description When it is looked at again: there was nothing to say, or not at that hour.
                 */
                readonly lookAt?: string;
                /** @description On how many working days it was repeated after the first message. */
                readonly days: number;
                /**
                 * Format: date-time
                 * @description When the last digest is sent that contains it.
                 */
                readonly digestAt?: string;
            };
            /** @description The announcement to which the answer was given, with the same change. */
            readonly carriedFrom?: string;
            /** @enum {string} */
            readonly verdict: "breaking" | "undecided" | "compatible";
            /**
             * @description What follows for the model: `held`, the version waits for it as for a break; `asked`, it has a date to answer by; `told`, it is in the weekly digest; `known`, it was undecided already; `untouched`, nothing changed where it reads.
             * @enum {string}
             */
            readonly undecided?: "held" | "asked" | "told" | "known" | "untouched";
            /**
             * @description `rejected`: the contract rejects the witness. `field-lost`: a read field can no longer occur; the witness is a record without it.
             * @enum {string}
             */
            readonly kind?: "rejected" | "field-lost";
            /** @description The record that the new version allows and this model's contract rejects. */
            readonly witness?: JsonValue;
            /** @description Why the verdict is undecided. */
            readonly reason?: string;
            /** @description Where the contract fails, deepest first. */
            readonly pointers: readonly string[];
            readonly judged?: components["schemas"]["JudgedBy"];
            /** @description Those that touch what this model reads, at most 10. */
            readonly changes: readonly components["schemas"]["Change"][];
            /** @description All that touch what this model reads. */
            readonly changeCount: number;
            /**
             * @description The subject is only observed: its team was not notified, and nothing is due.
             * @constant
             */
            readonly observed?: true;
            /**
             * Format: date-time
             * @description When the registry looks at it again by itself; absent where it need not.
             */
            readonly dueAt?: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /** MigrationState */
        readonly MigrationState: {
            /** @constant */
            readonly name: "notified";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            /** @description Why a model that had migrated, or no longer subscribed, has to answer again. */
            readonly reopened?: string;
        } | {
            /** @constant */
            readonly name: "acknowledged";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            /** @description Who brought it there. */
            readonly by: string;
            /** @description Why, where the team had approved the change before it was published. */
            readonly approved?: string;
        } | {
            /** @constant */
            readonly name: "extension-requested";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            /** @description Who brought it there. */
            readonly by: string;
            /** @description Asked for, or granted. */
            readonly until: string;
            readonly reason: string;
        } | {
            /** @constant */
            readonly name: "granted";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            /** @description Who brought it there. */
            readonly by: string;
            /** @description Asked for, or granted. */
            readonly until: string;
            readonly requestedBy: string;
            readonly reason: string;
        } | {
            /** @constant */
            readonly name: "denied";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            /** @description Who brought it there. */
            readonly by: string;
            readonly reason?: string;
        } | {
            /** @constant */
            readonly name: "objected";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            /** @description Who brought it there. */
            readonly by: string;
            readonly reason: string;
        } | {
            /** @constant */
            readonly name: "not-affected";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            /** @description Who brought it there. */
            readonly by: string;
            readonly reason: string;
        } | {
            /** @constant */
            readonly name: "migrated";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            /** @description Who brought it there. */
            readonly by: string;
            /** @description By a recorded deployment rather than by word. */
            readonly proven: boolean;
        } | {
            /** @constant */
            readonly name: "overdue";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            readonly request?: {
                /**
                 * Format: date-time
                 * @description When it came to this state.
                 */
                readonly at: string;
                /** @description Who brought it there. */
                readonly by: string;
                /** @description Asked for, or granted. */
                readonly until: string;
                readonly reason: string;
            };
            /** @description The team handles it. */
            readonly acknowledged?: {
                /**
                 * Format: date-time
                 * @description When it came to this state.
                 */
                readonly at: string;
                /** @description Who brought it there. */
                readonly by: string;
            };
        } | {
            /** @constant */
            readonly name: "waived";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
            /** @description Who brought it there. */
            readonly by: string;
            readonly reason: string;
        } | {
            /** @constant */
            readonly name: "withdrawn";
            /**
             * Format: date-time
             * @description When it came to this state.
             */
            readonly at: string;
        };
        /**
         * MinimumNotice
         * @description The longest notice among the tiers that read the subject.
         */
        readonly MinimumNotice: {
            /** @enum {string} */
            readonly tier: "critical" | "standard" | "experimental";
            /** @example P14D */
            readonly duration: string;
            /** @description The earliest date that all readers have notice of. */
            readonly earliest: string;
        };
        /**
         * ModelDeployment
         * @description What of one model runs in one environment.
         */
        readonly ModelDeployment: {
            readonly consumer: string;
            readonly team: string;
            /** @example production */
            readonly environment: string;
            /** @description Newest first; none: the model was taken out of the environment. */
            readonly releases: readonly {
                /** @example v8 */
                readonly release: string;
                readonly reads: readonly {
                    readonly subject: string;
                    readonly version: number;
                }[];
                /**
                 * Format: date-time
                 * @description When it was recorded.
                 */
                readonly at: string;
                readonly by: string;
            }[];
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /**
         * ModelDeploymentRequest
         * @example {
         *       "release": "v8",
         *       "reads": [
         *         {
         *           "subject": "payments.transaction",
         *           "version": 13
         *         }
         *       ]
         *     }
         */
        readonly ModelDeploymentRequest: {
            /** @example v8 */
            readonly release: string;
            readonly reads: readonly {
                readonly subject: string;
                readonly version: number;
            }[];
            /** @description Beside the releases that run there, as a canary does. */
            readonly alongside?: boolean;
        };
        /**
         * MsTeamsTarget
         * @description Where a team is told in Microsoft Teams.
         */
        readonly MsTeamsTarget: {
            /**
             * @description The name under which the operators keep the address of its workflow.
             * @example fraud-ml
             */
            readonly channel: string;
        };
        /**
         * NotFoundProblem
         * @description There is nothing, or nothing that the caller may know of.
         */
        readonly NotFoundProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/not-found";
            /** @constant */
            readonly title: "There is nothing here";
            /** @constant */
            readonly status: 404;
            /** @constant */
            readonly code: "not-found";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /**
         * NoticeTooShortProblem
         * @description The date comes before the notice that the readers must have.
         */
        readonly NoticeTooShortProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/notice-too-short";
            /** @constant */
            readonly title: "The date gives too short a notice";
            /** @constant */
            readonly status: 409;
            /** @constant */
            readonly code: "notice-too-short";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
            /** @description The version it was compared with; null before the first. */
            readonly against: number | null;
            readonly verdicts?: components["schemas"]["Verdicts"];
            readonly judged?: components["schemas"]["JudgedBy"];
            /** @description Worst first. */
            readonly changes: readonly components["schemas"]["Change"][];
            /** @description All of them, also where the answer has only the first. */
            readonly changeCount: number;
            /** @description The earliest date that all readers have notice of. */
            readonly earliest: string;
        };
        /**
         * NotJsonProblem
         * @description The body is not JSON, or not UTF-8; `line` and `column` say where.
         */
        readonly NotJsonProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/not-json";
            /** @constant */
            readonly title: "The body is not JSON";
            /** @constant */
            readonly status: 400;
            /** @constant */
            readonly code: "not-json";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
            readonly line?: number;
            readonly column?: number;
        };
        /** ObservationRequest */
        readonly ObservationRequest: {
            /** @description A date, 2026-12-20; at most 30 days ahead. */
            readonly until: string;
        };
        /** OrganisationPolicy */
        readonly OrganisationPolicy: {
            readonly policy: components["schemas"]["PolicyOverrides"];
            readonly effective: components["schemas"]["Policy"];
            readonly floors: components["schemas"]["FloorOverrides"];
            readonly effectiveFloors: components["schemas"]["PolicyFloors"];
        };
        /**
         * Outvoted
         * @description A validator's dissent on the witness of one lens, explained by a known defect of it.
         */
        readonly Outvoted: {
            /** @enum {string} */
            readonly lens: "serving" | "training";
            /** @description The listed defect of the validator, or contract-left-out. */
            readonly id: string;
            readonly validators: readonly ("ajv" | "hyperjump")[];
            readonly description: string;
            /** @description Where the defect is reported. */
            readonly source: string;
        };
        /**
         * Policy
         * @description A policy with every default filled in.
         */
        readonly Policy: {
            /** @enum {string} */
            readonly compatibility: "NONE" | "BACKWARD" | "BACKWARD_TRANSITIVE" | "FORWARD" | "FORWARD_TRANSITIVE" | "FULL" | "FULL_TRANSITIVE";
            /**
             * @description Whether the producer emits declared members only, or anything that its schema does not forbid.
             * @enum {string}
             */
            readonly contentModel: "declared" | "open";
            /**
             * @description Whether `format` only describes records, or rejects them.
             * @enum {string}
             */
            readonly formatMode: "annotation" | "assertion";
            /**
             * @description What a breaking publish does: waits as a proposal, goes live with an announcement, or is refused.
             * @enum {string}
             */
            readonly onBreaking: "propose" | "announce" | "reject";
            /**
             * @description What a publish does if nobody could prove whether it breaks: it waits or is refused as for a break, or passes. Readers are notified either way.
             * @enum {string}
             */
            readonly onUndecided: "hold" | "pass";
            /** @description How long before a deadline reminders go out. */
            readonly reminders: readonly string[];
            /** @description The same, to those who acknowledged. */
            readonly remindersAcknowledged: readonly string[];
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdCritical: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdObjection: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdUntold: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly extension: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly approval: string;
            /** @description Environments in which a deployment of a version means that it is live. */
            readonly liveEnvironments: readonly string[];
            /** @description Keywords of your own that list categories without closing the set, as `x-extensible-enum` does. */
            readonly categoryKeywords: readonly string[];
            /**
             * @description Whether messages and answers show values of records, or generated ones of their types.
             * @enum {string}
             */
            readonly recordValues: "shown" | "generated";
            /**
             * @description Slack channel in which administrators hear what no channel of a team took; empty: none. The organisation’s alone.
             * @example #forewarn-admins
             */
            readonly fallbackChannel: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly staleAfter: string;
            readonly notice: {
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly critical: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly standard: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly experimental: string;
            };
        };
        /**
         * PolicyFloors
         * @description What no policy may go below, with every default filled in.
         */
        readonly PolicyFloors: {
            /**
             * @description What a breaking publish does: waits as a proposal, goes live with an announcement, or is refused.
             * @enum {string}
             */
            readonly onBreaking: "propose" | "announce" | "reject";
            /**
             * @description What a publish does if nobody could prove whether it breaks: it waits or is refused as for a break, or passes. Readers are notified either way.
             * @enum {string}
             */
            readonly onUndecided: "hold" | "pass";
            readonly notice: {
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly critical: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly standard: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly experimental: string;
            };
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdCritical: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdObjection: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdUntold: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly staleAfter: string;
            /** @description Environments that count as live in every policy. */
            readonly liveEnvironments: readonly string[];
        };
        /**
         * PolicyOverrides
         * @description What is left out is decided above it.
         */
        readonly PolicyOverrides: {
            /** @enum {string} */
            readonly compatibility?: "NONE" | "BACKWARD" | "BACKWARD_TRANSITIVE" | "FORWARD" | "FORWARD_TRANSITIVE" | "FULL" | "FULL_TRANSITIVE";
            /**
             * @description Whether the producer emits declared members only, or anything that its schema does not forbid.
             * @enum {string}
             */
            readonly contentModel?: "declared" | "open";
            /**
             * @description Whether `format` only describes records, or rejects them.
             * @enum {string}
             */
            readonly formatMode?: "annotation" | "assertion";
            /**
             * @description What a breaking publish does: waits as a proposal, goes live with an announcement, or is refused.
             * @enum {string}
             */
            readonly onBreaking?: "propose" | "announce" | "reject";
            /**
             * @description What a publish does if nobody could prove whether it breaks: it waits or is refused as for a break, or passes. Readers are notified either way.
             * @enum {string}
             */
            readonly onUndecided?: "hold" | "pass";
            readonly notice?: {
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly critical?: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly standard?: string;
                /**
                 * @description ISO 8601 duration in days or longer units
                 * @example P14D
                 */
                readonly experimental?: string;
            };
            /** @description How long before a deadline reminders go out. */
            readonly reminders?: readonly string[];
            /** @description The same, to those who acknowledged. */
            readonly remindersAcknowledged?: readonly string[];
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdCritical?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdObjection?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly holdUntold?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly extension?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly approval?: string;
            /** @description Environments in which a deployment of a version means that it is live. */
            readonly liveEnvironments?: readonly string[];
            /** @description Keywords of your own that list categories without closing the set, as `x-extensible-enum` does. */
            readonly categoryKeywords?: readonly string[];
            /**
             * @description Whether messages and answers show values of records, or generated ones of their types.
             * @enum {string}
             */
            readonly recordValues?: "shown" | "generated";
            /**
             * @description Slack channel in which administrators hear what no channel of a team took; empty: none. The organisation’s alone.
             * @example #forewarn-admins
             */
            readonly fallbackChannel?: string;
            /**
             * @description ISO 8601 duration in days or longer units
             * @example P14D
             */
            readonly staleAfter?: string;
        };
        /** PrincipalName */
        readonly PrincipalName: {
            readonly id: string;
            /** @example team payments (CI of payments) */
            readonly name: string;
        };
        /**
         * Published
         * @description A version as it was registered, with the first 200 changes; `unchanged` says nothing of changes.
         */
        readonly Published: {
            readonly subject: string;
            /** @description Counts from 1. */
            readonly version: number;
            /** @description SHA-256 of the canonical JSON (RFC 8785). */
            readonly fingerprint: string;
            /** @enum {string} */
            readonly status: "proposed" | "active" | "deprecated" | "retired" | "withdrawn";
            /** @description The older version with the same content, where a change was taken back. */
            readonly sameAs?: number;
            /** @description The announcement that tells its readers. */
            readonly announcementId?: string;
            readonly manifest?: components["schemas"]["Manifest"];
            readonly source?: components["schemas"]["Source"];
            /** @description The subject's generation when it was compared. */
            readonly generation: number;
            readonly judged?: components["schemas"]["JudgedBy"];
            /** Format: date-time */
            readonly publishedAt: string;
            /** @description The principal, e.g. `token:01J…`. */
            readonly publishedBy: string;
            /**
             * Format: date-time
             * @description When a breaking successor went live.
             */
            readonly deprecatedAt?: string;
            /** @description When it ends. */
            readonly sunset?: string;
            /** @description The version that took its place. */
            readonly successor?: number;
            /** @description Counts the writes of this item. */
            readonly revision: number;
            /** @enum {string} */
            readonly outcome: "created" | "unchanged";
            /** @description The live version, now. */
            readonly head?: number;
            /** @description The version it was compared with; null before the first. */
            readonly against?: number | null;
            /** @description The announcement that the subject will be retired, whatever is published to it. */
            readonly retirement?: string;
            /**
             * @description The subject is only observed: its readers are not notified.
             * @constant
             */
            readonly observed?: true;
            readonly verdicts?: components["schemas"]["Verdicts"];
            /** @description Worst first. */
            readonly changes: readonly components["schemas"]["Change"][];
            /** @description All of them, also where the answer has only the first. */
            readonly changeCount: number;
            readonly minimumNotice?: components["schemas"]["MinimumNotice"];
        };
        /**
         * PublishRequest
         * @example {
         *       "schema": {
         *         "type": "object",
         *         "properties": {
         *           "user_id": {
         *             "type": "integer"
         *           },
         *           "category": {
         *             "type": "string"
         *           }
         *         },
         *         "required": [
         *           "user_id",
         *           "category"
         *         ]
         *       },
         *       "sunset": "2026-12-08",
         *       "manifest": {
         *         "message": "category becomes a string",
         *         "contact": "#payments-data"
         *       }
         *     }
         */
        readonly PublishRequest: {
            /** @description A JSON Schema of draft 4, 6, 7, 2019-09 or 2020-12, without references to other documents. */
            readonly schema: JsonValue;
            readonly manifest?: components["schemas"]["Manifest"];
            /** @description A date, 2026-12-08. */
            readonly sunset?: string;
            readonly emergency?: components["schemas"]["Emergency"];
            /** @description Takes a schema with members that are not keywords and look like a slip (`requierd`), without any keyword, or with definitions alone, which is refused as `invalid-schema` otherwise. */
            readonly allowUnknown?: boolean;
            /** @description The first 30 days of a new subject are only observed: nobody is notified. */
            readonly observe?: boolean;
            /** @description A version of the past: nobody is notified. Only for a new subject, or one that holds nothing but its import, has no readers and is still observed. */
            readonly import?: boolean;
            /** @description The host of another registry that has the version already: it is active at once whatever `onBreaking` says, and the message to its readers says where it was found. Needs the verb `watch` as well. Content that the subject ever had is not news. */
            readonly foundIn?: string;
            readonly source?: components["schemas"]["Source"];
        };
        /**
         * PutConsumer
         * @description A consumer as it is now.
         */
        readonly PutConsumer: {
            /** @enum {string} */
            readonly outcome: "created" | "updated" | "unchanged";
            /** @example fraud */
            readonly name: string;
            readonly team: string;
            /** @enum {string} */
            readonly tier: "critical" | "standard" | "experimental";
            /**
             * @description What its team says, until an administrator confirms it.
             * @constant
             */
            readonly claimedTier?: "critical";
            readonly slack?: components["schemas"]["SlackTarget"];
            readonly github?: components["schemas"]["GithubTarget"];
            readonly msteams?: components["schemas"]["MsTeamsTarget"];
            readonly webhook?: components["schemas"]["WebhookTarget"];
            readonly description?: string;
            /**
             * @description Live releases, as the team says.
             * @example [
             *       "v7",
             *       "v8"
             *     ]
             */
            readonly releases: readonly string[];
            readonly killSwitch?: components["schemas"]["KillSwitch"];
            /**
             * Format: date-time
             * @description Last deployment, answer or change of a subscription.
             */
            readonly lastSeenAt: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /** PutSubscription */
        readonly PutSubscription: {
            /** @enum {string} */
            readonly outcome: "created" | "updated" | "unchanged";
            readonly subscription: components["schemas"]["Subscription"];
            /** @description Open announcements that concern it from now on. */
            readonly opened: readonly string[];
            readonly alreadyBroken?: components["schemas"]["Break"];
            /** @description Fields that it reads and its version does not declare: misspelt, unless they are meant. */
            readonly undeclared?: readonly components["schemas"]["UndeclaredRead"][];
        };
        /**
         * RateLimitedProblem
         * @description Too many requests; `Retry-After` says when to come again.
         */
        readonly RateLimitedProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/rate-limited";
            /** @constant */
            readonly title: "Too many requests";
            /** @constant */
            readonly status: 429;
            /** @constant */
            readonly code: "rate-limited";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /** ReadField */
        readonly ReadField: {
            /** @description Into the record; `*` for any array item. */
            readonly pointer: string;
            /** @description What the consumer tolerates there beyond what its trained version had. */
            readonly handles?: readonly ("new-values" | "null" | "missing" | "wider-range")[];
            /**
             * @description Even where the trained version had it optional.
             * @constant
             */
            readonly presence?: "required";
        };
        /**
         * RecordedModelDeployment
         * @description A release as it was recorded, and what it proves.
         */
        readonly RecordedModelDeployment: {
            /** @enum {string} */
            readonly outcome: "recorded" | "unchanged";
            readonly deployment: components["schemas"]["ModelDeployment"];
            /** @description Breaks announced to the model, in view of everything that runs of it. */
            readonly migrations: readonly {
                /** @enum {string} */
                readonly outcome: "proven" | "reopened" | "unchanged";
                /** @description What the live releases read, and what the engine says of it. */
                readonly because: string;
                readonly migration: components["schemas"]["Migration"];
            }[];
            /** @description Subscriptions that follow the oldest version that a live release reads. */
            readonly followed: readonly {
                readonly subject: string;
                readonly trainedOn: number;
                readonly former: number;
            }[];
            /** @description What a person should look at. */
            readonly notes: readonly string[];
        };
        /** RecordedVersionDeployment */
        readonly RecordedVersionDeployment: {
            /** @enum {string} */
            readonly outcome: "recorded" | "unchanged";
            readonly deployment: components["schemas"]["SubjectDeployment"];
            /** @description `activated`: it became the head. The others: what the message to its readers says. */
            readonly effects: readonly ("activated" | "live" | "emergency" | "rolled-back")[];
            /** @description Models that held the gate when it went live. */
            readonly blockers: readonly components["schemas"]["GateModel"][];
            /** @description Those that have not come through, and will break when it goes. */
            readonly willBreak: readonly components["schemas"]["AffectedModel"][];
            /** @description Those of which nobody could prove whether they will. */
            readonly mayBreak: readonly components["schemas"]["AffectedModel"][];
            /** @description What a person should look at. */
            readonly notes: readonly string[];
        };
        /** Redriven */
        readonly Redriven: {
            /** @description Deliveries that had failed. */
            readonly redriven: number;
        };
        /**
         * RemoteReferenceProblem
         * @description The schema refers to another document.
         */
        readonly RemoteReferenceProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/remote-reference";
            /** @constant */
            readonly title: "The schema refers to another document";
            /** @constant */
            readonly status: 422;
            /** @constant */
            readonly code: "remote-reference";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /**
         * Retired
         * @description A subject, and what became of ending it.
         */
        readonly Retired: {
            /** @example payments.transaction-authorized */
            readonly name: string;
            /** @description The producer team. */
            readonly ownerTeam: string;
            /** @enum {string} */
            readonly status: "active" | "retired";
            /** @description The newest live version; absent before the first goes live. */
            readonly head?: number;
            /** @description The newest version, whatever its status. */
            readonly latest: number;
            readonly policy: components["schemas"]["PolicyOverrides"];
            /** @description Until then the subject is only observed: nothing is announced. */
            readonly observeUntil?: string;
            /**
             * Format: date-time
             * @description When the end of that joins the owner's weekly report.
             */
            readonly dueAt?: string;
            /** @description The newest version that was imported from a history. */
            readonly imported?: number;
            /** @description Subscriptions of each tier. */
            readonly tiers: {
                /** @description Critical ones. */
                readonly critical: number;
                /** @description Standard ones. */
                readonly standard: number;
                /** @description Experimental ones. */
                readonly experimental: number;
            };
            /** @description Subscriptions with own expectations or `strict`, which every change is judged for. */
            readonly exacting: number;
            /** @description Counts breaking versions that went live: a proposal is of its own generation only. */
            readonly generation: number;
            /** @description The announcement of the newest proposal. */
            readonly proposal?: string;
            /** @description The announcement that it will be retired, while its readers are waited for. */
            readonly retirement?: string;
            /** @description Announcements of breaking versions that are live, newest first, at most 5. */
            readonly live?: readonly string[];
            readonly source?: components["schemas"]["Source"];
            /**
             * @description Where the producer's team is notified of answers.
             * @example #payments-data
             */
            readonly channel?: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
            /**
             * @description `announced`: its readers are notified, and it is retired once they have come through or their dates are over; `waits`: that was announced before; `unchanged`: it was retired before.
             * @enum {string}
             */
            readonly outcome: "retired" | "unchanged" | "announced" | "waits";
            /** @description The announcement that tells its readers. */
            readonly announcementId?: string;
            readonly minimumNotice?: components["schemas"]["MinimumNotice"];
            /** @description Of one that waits: the models that hold it. */
            readonly holding?: readonly components["schemas"]["GateModel"][];
        };
        /** RetireRequest */
        readonly RetireRequest: {
            /** @description A date, 2026-12-08. */
            readonly sunset?: string;
            readonly emergency?: components["schemas"]["Emergency"];
            readonly manifest?: components["schemas"]["Manifest"];
            readonly source?: components["schemas"]["Source"];
        };
        /**
         * SchemaVersion
         * @description An immutable, numbered schema of a subject; only its status moves.
         */
        readonly SchemaVersion: {
            readonly subject: string;
            /** @description Counts from 1. */
            readonly version: number;
            /** @description SHA-256 of the canonical JSON (RFC 8785). */
            readonly fingerprint: string;
            /** @enum {string} */
            readonly status: "proposed" | "active" | "deprecated" | "retired" | "withdrawn";
            /** @description The older version with the same content, where a change was taken back. */
            readonly sameAs?: number;
            /** @description The announcement that tells its readers. */
            readonly announcementId?: string;
            readonly manifest?: components["schemas"]["Manifest"];
            readonly source?: components["schemas"]["Source"];
            /** @description The subject's generation when it was compared. */
            readonly generation: number;
            readonly judged?: components["schemas"]["JudgedBy"];
            /** Format: date-time */
            readonly publishedAt: string;
            /** @description The principal, e.g. `token:01J…`. */
            readonly publishedBy: string;
            /**
             * Format: date-time
             * @description When a breaking successor went live.
             */
            readonly deprecatedAt?: string;
            /** @description When it ends. */
            readonly sunset?: string;
            /** @description The version that took its place. */
            readonly successor?: number;
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /**
         * SecondOpinion
         * @description What another differ says; a detail of the report, never the verdict.
         */
        readonly SecondOpinion: {
            /** @constant */
            readonly available: true;
            /** @description Records that only the new schema accepts, as a schema. */
            readonly added: JsonValue;
            /** @description Records that only the old schema accepts, as a schema. */
            readonly removed: JsonValue;
        } | {
            /** @constant */
            readonly available: false;
            readonly reason: string;
        };
        /** SlackTarget */
        readonly SlackTarget: {
            /**
             * @description Name or id.
             * @example #fraud-ml
             */
            readonly channel: string;
            /** @description Id of a user group. */
            readonly mention?: string;
        };
        /**
         * Source
         * @description Where a version comes from, as the producer's CI says; shown, never trusted.
         */
        readonly Source: {
            readonly repository?: string;
            readonly commit?: string;
            /** @description When the commit was made, as the importer of a history says; decides nothing. */
            readonly committedAt?: string;
            readonly pullRequest?: string;
            readonly file?: string;
        };
        /** StartedRejudgement */
        readonly StartedRejudgement: {
            /** @description The version of the engine that runs now. */
            readonly engine: number;
            /**
             * @description `under-way`: the sweep is at it already.
             * @enum {string}
             */
            readonly outcome: "started" | "under-way";
        };
        /**
         * Subject
         * @description A named stream of data with one schema history.
         */
        readonly Subject: {
            /** @example payments.transaction-authorized */
            readonly name: string;
            /** @description The producer team. */
            readonly ownerTeam: string;
            /** @enum {string} */
            readonly status: "active" | "retired";
            /** @description The newest live version; absent before the first goes live. */
            readonly head?: number;
            /** @description The newest version, whatever its status. */
            readonly latest: number;
            readonly policy: components["schemas"]["PolicyOverrides"];
            /** @description Until then the subject is only observed: nothing is announced. */
            readonly observeUntil?: string;
            /**
             * Format: date-time
             * @description When the end of that joins the owner's weekly report.
             */
            readonly dueAt?: string;
            /** @description The newest version that was imported from a history. */
            readonly imported?: number;
            /** @description Subscriptions of each tier. */
            readonly tiers: {
                /** @description Critical ones. */
                readonly critical: number;
                /** @description Standard ones. */
                readonly standard: number;
                /** @description Experimental ones. */
                readonly experimental: number;
            };
            /** @description Subscriptions with own expectations or `strict`, which every change is judged for. */
            readonly exacting: number;
            /** @description Counts breaking versions that went live: a proposal is of its own generation only. */
            readonly generation: number;
            /** @description The announcement of the newest proposal. */
            readonly proposal?: string;
            /** @description The announcement that it will be retired, while its readers are waited for. */
            readonly retirement?: string;
            /** @description Announcements of breaking versions that are live, newest first, at most 5. */
            readonly live?: readonly string[];
            readonly source?: components["schemas"]["Source"];
            /**
             * @description Where the producer's team is notified of answers.
             * @example #payments-data
             */
            readonly channel?: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /**
         * SubjectDeployment
         * @description Which version of a subject its producer emits in one environment.
         */
        readonly SubjectDeployment: {
            readonly subject: string;
            /** @example production */
            readonly environment: string;
            readonly version: number;
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            readonly at: string;
            readonly by: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /** SubjectPolicyRequest */
        readonly SubjectPolicyRequest: {
            readonly policy: components["schemas"]["PolicyOverrides"];
            /** @description Where the producer's team is notified of answers. */
            readonly channel?: string;
        };
        /** SubjectWithPolicy */
        readonly SubjectWithPolicy: {
            /** @example payments.transaction-authorized */
            readonly name: string;
            /** @description The producer team. */
            readonly ownerTeam: string;
            /** @enum {string} */
            readonly status: "active" | "retired";
            /** @description The newest live version; absent before the first goes live. */
            readonly head?: number;
            /** @description The newest version, whatever its status. */
            readonly latest: number;
            readonly policy: components["schemas"]["PolicyOverrides"];
            /** @description Until then the subject is only observed: nothing is announced. */
            readonly observeUntil?: string;
            /**
             * Format: date-time
             * @description When the end of that joins the owner's weekly report.
             */
            readonly dueAt?: string;
            /** @description The newest version that was imported from a history. */
            readonly imported?: number;
            /** @description Subscriptions of each tier. */
            readonly tiers: {
                /** @description Critical ones. */
                readonly critical: number;
                /** @description Standard ones. */
                readonly standard: number;
                /** @description Experimental ones. */
                readonly experimental: number;
            };
            /** @description Subscriptions with own expectations or `strict`, which every change is judged for. */
            readonly exacting: number;
            /** @description Counts breaking versions that went live: a proposal is of its own generation only. */
            readonly generation: number;
            /** @description The announcement of the newest proposal. */
            readonly proposal?: string;
            /** @description The announcement that it will be retired, while its readers are waited for. */
            readonly retirement?: string;
            /** @description Announcements of breaking versions that are live, newest first, at most 5. */
            readonly live?: readonly string[];
            readonly source?: components["schemas"]["Source"];
            /**
             * @description Where the producer's team is notified of answers.
             * @example #payments-data
             */
            readonly channel?: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
            readonly effectivePolicy: components["schemas"]["Policy"];
        };
        /**
         * Subscription
         * @description What one consumer reads of one subject.
         */
        readonly Subscription: {
            readonly consumer: string;
            readonly subject: string;
            readonly team: string;
            /** @enum {string} */
            readonly tier: "critical" | "standard" | "experimental";
            /** @description The version that the model was trained on. */
            readonly trainedOn: number;
            /** @description The version that its subscriber named last, where its live releases read `trainedOn` instead. */
            readonly namedVersion?: number;
            /** @description Empty: everything that version declares. */
            readonly reads: readonly components["schemas"]["ReadField"][];
            /** @description What the trained version does not declare is rejected. */
            readonly strict: boolean;
            /** @description A JSON Schema that replaces the contract derived from the trained version. */
            readonly expectations?: JsonValue;
            readonly alreadyBroken?: components["schemas"]["Break"];
            /** Format: date-time */
            readonly createdAt: string;
            /** @description Counts the writes of this item. */
            readonly revision: number;
        };
        /**
         * SubscriptionRequest
         * @example {
         *       "trainedOn": 12,
         *       "reads": [
         *         {
         *           "pointer": "/category",
         *           "handles": [
         *             "new-values"
         *           ]
         *         }
         *       ]
         *     }
         */
        readonly SubscriptionRequest: {
            /** @description The version that the model was trained on: its number, or what that is now. */
            readonly trainedOn: number | ("head" | "latest");
            /** @description Empty: everything that version declares. */
            readonly reads: readonly components["schemas"]["ReadField"][];
            /** @description What the trained version does not declare is rejected. */
            readonly strict?: boolean;
            /** @description A JSON Schema that replaces the contract derived from the trained version. */
            readonly expectations?: JsonValue;
            /** @description Fields that the version does not declare are meant, and not warned of. */
            readonly undeclared?: boolean;
        };
        /** Team */
        readonly Team: {
            readonly name: string;
            /** @description Subjects named so, starting so and with a `.`, or with what is before a `*`, are this team’s to publish first. */
            readonly prefixes: readonly string[];
            readonly hours?: {
                /** @example Europe/Berlin */
                readonly timeZone: string;
                /** @description ISO weekdays, 1 is Monday. */
                readonly days: readonly number[];
                /** @example 09:00 */
                readonly from: string;
                /** @example 17:30 */
                readonly to: string;
            };
            readonly slack?: {
                /** @description User ids. */
                readonly users?: readonly string[];
                /** @description Id of a user group. */
                readonly group?: string;
                /** @description Channel that hears when a model is overdue. */
                readonly escalation?: string;
            };
            /** @description How many models it may call critical by itself; absent: 3. */
            readonly criticalAllowance?: number;
            /** @description The models that this counts. */
            readonly criticals?: readonly string[];
            readonly allowed?: components["schemas"]["AllowedPlaces"];
            /** Format: date-time */
            readonly createdAt: string;
        };
        /** TeamSettings */
        readonly TeamSettings: {
            readonly hours?: {
                /** @example Europe/Berlin */
                readonly timeZone: string;
                /** @description ISO weekdays, 1 is Monday. */
                readonly days: readonly number[];
                /** @example 09:00 */
                readonly from: string;
                /** @example 17:30 */
                readonly to: string;
            };
            readonly slack?: {
                /** @description User ids. */
                readonly users?: readonly string[];
                /** @description Id of a user group. */
                readonly group?: string;
                /** @description Channel that hears when a model is overdue. */
                readonly escalation?: string;
            };
        };
        /** Token */
        readonly Token: {
            readonly id: string;
            readonly team: string;
            readonly verbs: readonly ("read" | "publish" | "subscribe" | "watch" | "administer")[];
            readonly description: string;
            readonly createdBy: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** Format: date-time */
            readonly expiresAt: string;
            /** Format: date-time */
            readonly revokedAt?: string;
        };
        /** TokenRequest */
        readonly TokenRequest: {
            readonly team: string;
            readonly verbs: readonly ("read" | "publish" | "subscribe" | "watch" | "administer")[];
            readonly description: string;
            /**
             * @description ISO 8601 duration, at most P365D
             * @example P90D
             */
            readonly expiresIn: string;
        };
        /**
         * TooLargeProblem
         * @description More bytes or levels than are taken.
         */
        readonly TooLargeProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/too-large";
            /** @constant */
            readonly title: "The request is too large";
            /** @constant */
            readonly status: 413;
            /** @constant */
            readonly code: "too-large";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
            readonly line?: number;
            readonly column?: number;
        };
        /** TransferRequest */
        readonly TransferRequest: {
            readonly team: string;
        };
        /**
         * UnauthenticatedProblem
         * @description No token, or one that is unknown, expired or revoked.
         */
        readonly UnauthenticatedProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/unauthenticated";
            /** @constant */
            readonly title: "The request does not say who asks";
            /** @constant */
            readonly status: 401;
            /** @constant */
            readonly code: "unauthenticated";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /**
         * UnavailableProblem
         * @description Others were faster, or the store is busy; nothing was done, `Retry-After` says when to come again.
         */
        readonly UnavailableProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/unavailable";
            /** @constant */
            readonly title: "The registry is busy";
            /** @constant */
            readonly status: 503;
            /** @constant */
            readonly code: "unavailable";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /**
         * UndecidedCount
         * @description For how many models nobody could prove whether it breaks them, by what follows.
         */
        readonly UndecidedCount: {
            /** @description Those that the version waits for as for a break. */
            readonly held: number;
            /** @description Critical ones that have a date to answer by. */
            readonly asked: number;
            /** @description Those who find it in their weekly digest. */
            readonly told: number;
            /** @description Those for whom it was undecided already, for the same reason at the same place. */
            readonly known: number;
            /** @description Those where nothing changed that they read; they are not among the affected. */
            readonly untouched: number;
            /** @description Why, of the untouched. */
            readonly reasons: readonly {
                readonly reason: string;
                /** @description For so many. */
                readonly count: number;
            }[];
        };
        /** UndecidedVerdict */
        readonly UndecidedVerdict: {
            /** @constant */
            readonly verdict: "undecided";
            /** @description Why it could not be proved either way. */
            readonly reason: string;
            /** @description RFC 6901: where the doubt comes from, a keyword of a schema or a field that is read. */
            readonly pointer?: string;
            /**
             * @description It was stopped by the clock; the same question may have an answer later.
             * @enum {string}
             */
            readonly cause?: "time";
        };
        /** UndeclaredRead */
        readonly UndeclaredRead: {
            /** @description RFC 6901 pointer into the record. */
            readonly pointer: string;
            /** @description Pointers that the version declares, nearest first. */
            readonly nearest: readonly string[];
        };
        /**
         * UnknownEnvironmentProblem
         * @description Nothing was ever recorded in that environment, and no policy names it; `nearest` has the names most like it.
         */
        readonly UnknownEnvironmentProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/unknown-environment";
            /** @constant */
            readonly title: "There is no such environment";
            /** @constant */
            readonly status: 422;
            /** @constant */
            readonly code: "unknown-environment";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
            /** @description The names written most like it, at most 3. */
            readonly nearest: readonly string[];
        };
        /**
         * UnknownFieldProblem
         * @description The schema does not have the field that is subscribed to.
         */
        readonly UnknownFieldProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/unknown-field";
            /** @constant */
            readonly title: "The schema does not have this field";
            /** @constant */
            readonly status: 422;
            /** @constant */
            readonly code: "unknown-field";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /**
         * UnsupportedMediaTypeProblem
         * @description The body does not say that it is JSON.
         */
        readonly UnsupportedMediaTypeProblem: {
            /** @constant */
            readonly type: "https://forewarn.dev/problems/unsupported-media-type";
            /** @constant */
            readonly title: "The media type is not supported";
            /** @constant */
            readonly status: 415;
            /** @constant */
            readonly code: "unsupported-media-type";
            /** @description Names element, place and remedy of this occurrence. */
            readonly detail: string;
            /** @description The places in the request that are wrong. */
            readonly errors: readonly components["schemas"]["ErrorPlace"][];
            /** @description The request's id, under which an operator finds it in the logs. */
            readonly instance: string;
        };
        /**
         * Verdict
         * @description Whether every record of one schema is a record of the other.
         */
        readonly Verdict: components["schemas"]["CompatibleVerdict"] | components["schemas"]["BreakingVerdict"] | components["schemas"]["UndecidedVerdict"];
        /**
         * Verdicts
         * @description Serving: can a deployed model read what will be emitted (FORWARD)? Training: can history be read with the new schema (BACKWARD)?
         */
        readonly Verdicts: {
            readonly serving: components["schemas"]["Verdict"];
            readonly training: components["schemas"]["Verdict"];
        };
        /**
         * VersionChanges
         * @description What changed between two versions.
         */
        readonly VersionChanges: {
            readonly subject: string;
            readonly version: number;
            readonly since: number;
            readonly verdicts: components["schemas"]["Verdicts"];
            readonly judged?: components["schemas"]["JudgedBy"];
            /** @description Worst first. */
            readonly changes: readonly components["schemas"]["Change"][];
            /** @description All of them, also where the answer has only the first. */
            readonly changeCount: number;
            readonly outvoted?: readonly components["schemas"]["Outvoted"][];
        };
        /**
         * VersionDeploymentRequest
         * @example {
         *       "version": 13
         *     }
         */
        readonly VersionDeploymentRequest: {
            readonly version: number;
        };
        /** VersionWithSchema */
        readonly VersionWithSchema: {
            readonly subject: string;
            /** @description Counts from 1. */
            readonly version: number;
            /** @description SHA-256 of the canonical JSON (RFC 8785). */
            readonly fingerprint: string;
            /** @enum {string} */
            readonly status: "proposed" | "active" | "deprecated" | "retired" | "withdrawn";
            /** @description The older version with the same content, where a change was taken back. */
            readonly sameAs?: number;
            /** @description The announcement that tells its readers. */
            readonly announcementId?: string;
            readonly manifest?: components["schemas"]["Manifest"];
            readonly source?: components["schemas"]["Source"];
            /** @description The subject's generation when it was compared. */
            readonly generation: number;
            readonly judged?: components["schemas"]["JudgedBy"];
            /** Format: date-time */
            readonly publishedAt: string;
            /** @description The principal, e.g. `token:01J…`. */
            readonly publishedBy: string;
            /**
             * Format: date-time
             * @description When a breaking successor went live.
             */
            readonly deprecatedAt?: string;
            /** @description When it ends. */
            readonly sunset?: string;
            /** @description The version that took its place. */
            readonly successor?: number;
            /** @description Counts the writes of this item. */
            readonly revision: number;
            /** @description As it was published, in canonical form. */
            readonly schema: JsonValue;
        };
        /**
         * WebhookTarget
         * @description An endpoint that is posted the events, by the name under which the operators keep it.
         */
        readonly WebhookTarget: {
            readonly name: string;
        };
        /** WithdrawRequest */
        readonly WithdrawRequest: {
            readonly reason: string;
        };
        /** WithdrawRetirementRequest */
        readonly WithdrawRetirementRequest: {
            readonly reason: string;
        };
    };
    responses: {
        /** @description `conflict`: the present state does not allow it, or an `Idempotency-Key` was used before */
        readonly Conflict: {
            headers: {
                /**
                 * @description Seconds until it may be repeated; always there with `rate-limited` and `unavailable`.
                 * @example 1
                 */
                readonly "Retry-After"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ConflictProblem"];
            };
        };
        /** @description `forbidden`: signed in, but not for this; `missingVerb` where that is all */
        readonly Forbidden: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ForbiddenProblem"];
            };
        };
        /** @description `gate-closed`: readers have not migrated and their date has not passed; `conflict`: the present state does not allow it, or an `Idempotency-Key` was used before */
        readonly GateClosedOrConflict: {
            headers: {
                /**
                 * @description Seconds until it may be repeated; always there with `rate-limited` and `unavailable`.
                 * @example 1
                 */
                readonly "Retry-After"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["GateClosedProblem"] | components["schemas"]["ConflictProblem"];
            };
        };
        /** @description `incompatible`: the subject's compatibility mode refuses the change; `notice-too-short`: the date comes before the notice that the readers must have; `conflict`: the present state does not allow it, or an `Idempotency-Key` was used before */
        readonly IncompatibleOrNoticeTooShortOrConflict: {
            headers: {
                /**
                 * @description Seconds until it may be repeated; always there with `rate-limited` and `unavailable`.
                 * @example 1
                 */
                readonly "Retry-After"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["IncompatibleProblem"] | components["schemas"]["NoticeTooShortProblem"] | components["schemas"]["ConflictProblem"];
            };
        };
        /** @description `internal`: a fault of ours; nothing is said of it but the request’s id */
        readonly Internal: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InternalProblem"];
                readonly "application/json": components["schemas"]["GatewayMessage"];
            };
        };
        /** @description `invalid-request`: the body, query or a header does not have the expected form */
        readonly InvalidRequest: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InvalidRequestProblem"];
                readonly "application/json": components["schemas"]["GatewayMessage"];
            };
        };
        /** @description `invalid-schema`: JSON, but not a valid JSON Schema; `remote-reference`: the schema refers to another document; `dangling-reference`: the schema refers to a place that it does not have */
        readonly InvalidSchemaOrRemoteReferenceOrDanglingReference: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InvalidSchemaProblem"] | components["schemas"]["RemoteReferenceProblem"] | components["schemas"]["DanglingReferenceProblem"];
            };
        };
        /** @description `invalid-schema`: JSON, but not a valid JSON Schema; `remote-reference`: the schema refers to another document; `dangling-reference`: the schema refers to a place that it does not have; `unknown-field`: the schema does not have the field that is subscribed to */
        readonly InvalidSchemaOrRemoteReferenceOrDanglingReferenceOrUnknownField: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InvalidSchemaProblem"] | components["schemas"]["RemoteReferenceProblem"] | components["schemas"]["DanglingReferenceProblem"] | components["schemas"]["UnknownFieldProblem"];
            };
        };
        /** @description `not-found`: there is nothing, or nothing that the caller may know of */
        readonly NotFound: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["NotFoundProblem"];
            };
        };
        /** @description `not-json`: the body is not JSON, or not UTF-8; `line` and `column` say where; `invalid-request`: the body, query or a header does not have the expected form */
        readonly NotJsonOrInvalidRequest: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["NotJsonProblem"] | components["schemas"]["InvalidRequestProblem"];
                readonly "application/json": components["schemas"]["GatewayMessage"];
            };
        };
        /** @description `rate-limited`: too many requests; `Retry-After` says when to come again */
        readonly RateLimited: {
            headers: {
                /**
                 * @description Seconds until it may be repeated; always there with `rate-limited` and `unavailable`.
                 * @example 1
                 */
                readonly "Retry-After"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["RateLimitedProblem"];
                readonly "application/json": components["schemas"]["GatewayMessage"];
            };
        };
        /** @description `too-large`: more bytes or levels than are taken */
        readonly TooLarge: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["TooLargeProblem"];
                readonly "application/json": components["schemas"]["GatewayMessage"];
            };
        };
        /** @description `unauthenticated`: no token, or one that is unknown, expired or revoked */
        readonly Unauthenticated: {
            headers: {
                /**
                 * @description The scheme that would have worked (RFC 6750); API Gateway leaves it out.
                 * @example Bearer realm="forewarn"
                 */
                readonly "WWW-Authenticate"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnauthenticatedProblem"];
                readonly "application/json": components["schemas"]["GatewayMessage"];
            };
        };
        /** @description `unavailable`: others were faster, or the store is busy; nothing was done, `Retry-After` says when to come again */
        readonly Unavailable: {
            headers: {
                /**
                 * @description Seconds until it may be repeated; always there with `rate-limited` and `unavailable`.
                 * @example 1
                 */
                readonly "Retry-After"?: string;
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnavailableProblem"];
                readonly "application/json": components["schemas"]["GatewayMessage"];
            };
        };
        /** @description `unknown-environment`: nothing was ever recorded in that environment, and no policy names it; `nearest` has the names most like it */
        readonly UnknownEnvironment: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnknownEnvironmentProblem"];
            };
        };
        /** @description `unknown-field`: the schema does not have the field that is subscribed to; `unknown-environment`: nothing was ever recorded in that environment, and no policy names it; `nearest` has the names most like it */
        readonly UnknownFieldOrUnknownEnvironment: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnknownFieldProblem"] | components["schemas"]["UnknownEnvironmentProblem"];
            };
        };
        /** @description `unsupported-media-type`: the body does not say that it is JSON */
        readonly UnsupportedMediaType: {
            headers: {
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
            };
        };
    };
    parameters: {
        /**
         * @description The id of an announcement, a ULID.
         * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
         */
        readonly Announcement: string;
        /**
         * @description The fingerprint of a change, as a check shows it.
         * @example 4f2a9c01d7be
         */
        readonly Change: string;
        /**
         * @description The name of a model or pipeline.
         * @example fraud
         */
        readonly Consumer: string;
        /**
         * @description Where something runs, e.g. `production`.
         * @example production
         */
        readonly Environment: string;
        /**
         * @description Covers the subjects that are named so, or start so and with a `.`; one that ends in `*`, all that start so.
         * @example payments
         */
        readonly Prefix: string;
        /**
         * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
         * @example payments.transaction-authorized
         */
        readonly Subject: string;
        /**
         * @description The name of a team.
         * @example payments
         */
        readonly Team: string;
        /**
         * @description The id of a test of channels, a ULID.
         * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
         */
        readonly ChannelTest: string;
        /**
         * @description The id of a token, not its secret.
         * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
         */
        readonly Token: string;
        /**
         * @description A number from 1, `latest` (the newest, whatever its status) or `head` (the newest that is live).
         * @example head
         */
        readonly Version: string;
        /**
         * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
         * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
         */
        readonly IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description There where this is the first reply to the same Idempotency-Key again. */
        readonly IdempotencyReplayed: "true";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly readAnnouncement: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The id of an announcement, a ULID.
                 * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
                 */
                readonly announcement: components["parameters"]["Announcement"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The announcement */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Announcement"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listDeliveriesOfAnnouncement: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The id of an announcement, a ULID.
                 * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
                 */
                readonly announcement: components["parameters"]["Announcement"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of deliveries */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Delivery"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly redriveDeliveries: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The id of an announcement, a ULID.
                 * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
                 */
                readonly announcement: components["parameters"]["Announcement"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How many are sent again */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Redriven"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listMigrationsOfAnnouncement: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
                readonly team?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The id of an announcement, a ULID.
                 * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
                 */
                readonly announcement: components["parameters"]["Announcement"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of migrations */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Migration"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readMigration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The id of an announcement, a ULID.
                 * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
                 */
                readonly announcement: components["parameters"]["Announcement"];
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The migration */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Migration"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly answerMigration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The id of an announcement, a ULID.
                 * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
                 */
                readonly announcement: components["parameters"]["Announcement"];
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Answer"];
            };
        };
        readonly responses: {
            /** @description The migration as it is now */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Answered"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly loosenAnnouncedPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The id of an announcement, a ULID.
                 * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
                 */
                readonly announcement: components["parameters"]["Announcement"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LoosenRequest"];
            };
        };
        readonly responses: {
            /** @description The announcement as it is now */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LoosenedAnnouncement"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listAuditEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
                readonly subject?: string;
                readonly consumer?: string;
                readonly announcement?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of audit events */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AuditEntry"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly checkCompatibility: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
                /**
                 * @description A number from 1, `latest` (the newest, whatever its status) or `head` (the newest that is live).
                 * @example head
                 */
                readonly version: components["parameters"]["Version"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CheckRequest"];
            };
        };
        readonly responses: {
            /** @description What would come of it */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Check"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidSchemaOrRemoteReferenceOrDanglingReference"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listConsumers: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of consumers */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Consumer"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readConsumer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The consumer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Consumer"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putConsumer: {
        readonly parameters: {
            readonly query?: {
                /** @description Decide and refuse as always, answer what would be, and write nothing. */
                readonly dryRun?: boolean;
            };
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ConsumerRequest"];
            };
        };
        readonly responses: {
            /** @description Changed, or the same again */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PutConsumer"];
                };
            };
            /** @description A new consumer */
            readonly 201: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PutConsumer"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteConsumer: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Deleted */
            readonly 204: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly testChannels: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The messages are on their way */
            readonly 202: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChannelTest"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readChannelTest: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
                /**
                 * @description The id of a test of channels, a ULID.
                 * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
                 */
                readonly test: components["parameters"]["ChannelTest"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The test */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChannelTest"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly confirmCritical: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The consumer, critical */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Consumer"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listDeploymentsOfConsumer: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of deployments */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ModelDeployment"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly testKillSwitch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["KillSwitchTest"];
            };
        };
        readonly responses: {
            /** @description The event is on its way */
            readonly 202: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["KillSwitchTrial"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listMigrationsOfConsumer: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of migrations */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Migration"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listSubscriptions: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of subscriptions */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Subscription"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readSubscription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The subscription */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subscription"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putSubscription: {
        readonly parameters: {
            readonly query?: {
                /** @description Decide and refuse as always, answer what would be, and write nothing. */
                readonly dryRun?: boolean;
                /** @description With `dryRun`: the team that the consumer will have, where it is not there yet. */
                readonly team?: string;
                readonly tier?: "critical" | "standard" | "experimental";
            };
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubscriptionRequest"];
            };
        };
        readonly responses: {
            /** @description Changed, or the same again */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PutSubscription"];
                };
            };
            /** @description A new subscription */
            readonly 201: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PutSubscription"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidSchemaOrRemoteReferenceOrDanglingReferenceOrUnknownField"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteSubscription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Unsubscribed */
            readonly 204: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listEnvironments: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of environments */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Environment"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listModelDeployments: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Where something runs, e.g. `production`.
                 * @example production
                 */
                readonly environment: components["parameters"]["Environment"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of deployments */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["ModelDeployment"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly recordModelDeployment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description Where something runs, e.g. `production`.
                 * @example production
                 */
                readonly environment: components["parameters"]["Environment"];
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ModelDeploymentRequest"];
            };
        };
        readonly responses: {
            /** @description Recorded, or the same again */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedModelDeployment"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly removeModelDeployment: {
        readonly parameters: {
            readonly query: {
                readonly release: string;
            };
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description Where something runs, e.g. `production`.
                 * @example production
                 */
                readonly environment: components["parameters"]["Environment"];
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Recorded, or it was not there */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedModelDeployment"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listVersionDeployments: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description Where something runs, e.g. `production`.
                 * @example production
                 */
                readonly environment: components["parameters"]["Environment"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of deployments */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["SubjectDeployment"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly recordVersionDeployment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description Where something runs, e.g. `production`.
                 * @example production
                 */
                readonly environment: components["parameters"]["Environment"];
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["VersionDeploymentRequest"];
            };
        };
        readonly responses: {
            /** @description Recorded, or the same again */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RecordedVersionDeployment"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readApiDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The document */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly openapi: string;
                    } & {
                        readonly [key: string]: unknown;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The policy */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OrganisationPolicy"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["PolicyOverrides"];
            };
        };
        readonly responses: {
            /** @description The policy as it is now */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OrganisationPolicy"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putPolicyFloors: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["FloorOverrides"];
            };
        };
        readonly responses: {
            /** @description The policy as it is now */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OrganisationPolicy"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readPrincipal: {
        readonly parameters: {
            readonly query: {
                /** @description As in `by` or `publishedBy`, e.g. `token:01J…`. */
                readonly id: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The name; the id itself if nobody has named it */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PrincipalName"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readRejudgement: {
        readonly parameters: {
            readonly query?: {
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What would follow, for a stretch of subjects */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ForeseenRejudgement"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly startRejudgement: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It begins at the next run, or is under way */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StartedRejudgement"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listSubjects: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of subjects */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Subject"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readSubject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The subject */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubjectWithPolicy"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listAnnouncements: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of announcements */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Announcement"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listApprovals: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of approvals, by change and consumer */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Approval"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly approveChanges: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ApprovalRequest"];
            };
        };
        readonly responses: {
            /** @description Approved before; what was said otherwise then is as it is said now */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approved"];
                };
            };
            /** @description Approved */
            readonly 201: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Approved"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly revokeApproval: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
                /**
                 * @description The fingerprint of a change, as a check shows it.
                 * @example 4f2a9c01d7be
                 */
                readonly change: components["parameters"]["Change"];
                /**
                 * @description The name of a model or pipeline.
                 * @example fraud
                 */
                readonly consumer: components["parameters"]["Consumer"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Taken back */
            readonly 204: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly observeSubject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ObservationRequest"];
            };
        };
        readonly responses: {
            /** @description The subject, observed */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subject"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly endObservation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The subject, observed no more */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subject"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putSubjectPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubjectPolicyRequest"];
            };
        };
        readonly responses: {
            /** @description The subject with its policy */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subject"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listReadersOfField: {
        readonly parameters: {
            readonly query?: {
                /** @description JSON Pointer into the record. */
                readonly field?: string;
                readonly environment?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All of them, by name */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FieldReaders"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 422: components["responses"]["UnknownFieldOrUnknownEnvironment"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly retireSubject: {
        readonly parameters: {
            readonly query?: {
                /** @description Decide and refuse as always, answer what would be, and write nothing. */
                readonly dryRun?: boolean;
            };
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["RetireRequest"];
            };
        };
        readonly responses: {
            /** @description The subject, and what became of it */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Retired"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["IncompatibleOrNoticeTooShortOrConflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readRetirement: {
        readonly parameters: {
            readonly query?: {
                /** @description A date, 2026-12-08. */
                readonly sunset?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What it would be */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ForeseenRetirement"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly withdrawRetirement: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WithdrawRetirementRequest"];
            };
        };
        readonly responses: {
            /** @description The subject, which stays */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subject"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly transferSubject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TransferRequest"];
            };
        };
        readonly responses: {
            /** @description The subject with its owner */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Subject"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listVersions: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of versions, without their schemas */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["SchemaVersion"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly publishVersion: {
        readonly parameters: {
            readonly query?: {
                /** @description Decide and refuse as always, answer what would be, and write nothing. */
                readonly dryRun?: boolean;
            };
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PublishRequest"];
            };
        };
        readonly responses: {
            /** @description The same again: the content of the head, or of a proposal that waits */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Published"];
                };
            };
            /** @description A new version */
            readonly 201: {
                headers: {
                    /**
                     * @description The version.
                     * @example /v1/subjects/payments.transaction-authorized/versions/13
                     */
                    readonly Location: string;
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Published"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 409: components["responses"]["IncompatibleOrNoticeTooShortOrConflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["InvalidSchemaOrRemoteReferenceOrDanglingReference"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
                /**
                 * @description A number from 1, `latest` (the newest, whatever its status) or `head` (the newest that is live).
                 * @example head
                 */
                readonly version: components["parameters"]["Version"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The version with its schema */
            readonly 200: {
                headers: {
                    /**
                     * @description When it was deprecated (RFC 9745).
                     * @example @1795255200
                     */
                    readonly Deprecation?: string;
                    /**
                     * @description When it ends (RFC 8594).
                     * @example Wed, 09 Dec 2026 12:00:00 GMT
                     */
                    readonly Sunset?: string;
                    /**
                     * @description What took its place (RFC 8288).
                     * @example </v1/subjects/payments.cards/versions/13>; rel="successor-version"
                     */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["VersionWithSchema"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly activateVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
                /**
                 * @description A number from 1, `latest` (the newest, whatever its status) or `head` (the newest that is live).
                 * @example head
                 */
                readonly version: components["parameters"]["Version"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["ActivateRequest"];
            };
        };
        readonly responses: {
            /** @description The version, live */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Activated"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["GateClosedOrConflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readChanges: {
        readonly parameters: {
            readonly query?: {
                readonly since?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
                /**
                 * @description A number from 1, `latest` (the newest, whatever its status) or `head` (the newest that is live).
                 * @example head
                 */
                readonly version: components["parameters"]["Version"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The changes */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["VersionChanges"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readGate: {
        readonly parameters: {
            readonly query: {
                readonly environment: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
                /**
                 * @description A number from 1, `latest` (the newest, whatever its status) or `head` (the newest that is live).
                 * @example head
                 */
                readonly version: components["parameters"]["Version"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Open, closed or not known yet */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Gate"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 422: components["responses"]["UnknownEnvironment"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly retireVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
                /**
                 * @description A number from 1, `latest` (the newest, whatever its status) or `head` (the newest that is live).
                 * @example head
                 */
                readonly version: components["parameters"]["Version"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The retired version */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SchemaVersion"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly withdrawVersion: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a subject: lower-case words joined by `.`, `-` or `_`.
                 * @example payments.transaction-authorized
                 */
                readonly subject: components["parameters"]["Subject"];
                /**
                 * @description A number from 1, `latest` (the newest, whatever its status) or `head` (the newest that is live).
                 * @example head
                 */
                readonly version: components["parameters"]["Version"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WithdrawRequest"];
            };
        };
        readonly responses: {
            /** @description The withdrawn version */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SchemaVersion"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listTeams: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of teams */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Team"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly readTeam: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The team */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putTeam: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The same again */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
            /** @description A new team */
            readonly 201: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly allowPlaces: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["AllowedPlaces"];
            };
        };
        readonly responses: {
            /** @description The team as it is now */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putCriticalAllowance: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CriticalAllowance"];
            };
        };
        readonly responses: {
            /** @description The team as it is now */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listDeliveriesOfTeam: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of deliveries */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Delivery"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly redriveDeliveriesOfTeam: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How many are sent again */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Redriven"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listIdentities: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of identities */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Identity"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putIdentity: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["IdentityRequest"];
            };
        };
        readonly responses: {
            /** @description Its verbs changed, or the same again */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Identity"];
                };
            };
            /** @description A new identity */
            readonly 201: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Identity"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly deleteIdentity: {
        readonly parameters: {
            readonly query: {
                readonly issuer: string;
                /** @description As the list of identities says it. */
                readonly subject: string;
            };
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Taken away */
            readonly 204: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly grantPrefix: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
                /**
                 * @description Covers the subjects that are named so, or start so and with a `.`; one that ends in `*`, all that start so.
                 * @example payments
                 */
                readonly prefix: components["parameters"]["Prefix"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The same again */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
            /** @description Granted */
            readonly 201: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly takePrefix: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
                /**
                 * @description Covers the subjects that are named so, or start so and with a `.`; one that ends in `*`, all that start so.
                 * @example payments
                 */
                readonly prefix: components["parameters"]["Prefix"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The team without it */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly putTeamSettings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The name of a team.
                 * @example payments
                 */
                readonly team: components["parameters"]["Team"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["TeamSettings"];
            };
        };
        readonly responses: {
            /** @description The team as it is now */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly listTokens: {
        readonly parameters: {
            readonly query?: {
                /** @description At most this many items. */
                readonly limit?: number;
                /** @description A former answer's `nextCursor`, unchanged. */
                readonly cursor?: string;
                readonly team?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description A page of tokens */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Token"][];
                        /** @description For `?cursor=`; absent on the last page. */
                        readonly nextCursor?: string;
                    };
                };
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly createToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TokenRequest"];
            };
        };
        readonly responses: {
            /** @description The token, shown this once */
            readonly 201: {
                headers: {
                    /**
                     * @description Nobody keeps it.
                     * @example no-store
                     */
                    readonly "Cache-Control": string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CreatedToken"];
                };
            };
            readonly 400: components["responses"]["NotJsonOrInvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly revokeToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.
                 * @example 6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01
                 */
                readonly "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            readonly path: {
                /**
                 * @description The id of a token, not its secret.
                 * @example 01JD8Z6W3N9V5K7Q2R4T6Y8A0C
                 */
                readonly token: components["parameters"]["Token"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Revoked */
            readonly 204: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["InvalidRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Conflict"];
            readonly 429: components["responses"]["RateLimited"];
            readonly 500: components["responses"]["Internal"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
}
