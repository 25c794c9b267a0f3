/**
 * The version of the engine that gives verdicts: a whole number, kept with each. Raise it by one in the commit with which
 * any verdict can change: what `containment`, `contract` or `diff` finds, a rule's severity, a default limit, what the
 * validators must confirm. Not for wording, speed or another proof of the same. After a deployment with a higher one
 * the sweep judges open announcements again (docs/compatibility.md). A table of verdicts, kept for each version, fails
 * its test if they change and this does not.
 */
export const ENGINE_VERSION = 1;
