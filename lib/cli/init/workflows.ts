/** Where a pipeline runs. */
export type Platform = 'github' | 'gitlab';

const HEADER = '# Written by `forewarn init`. It is yours to edit, and not written again.\n';

/** Checks pull requests and publishes from the default branch; `action` is where forewarn's own repository is. */
export const githubWorkflow = (action: string, branch: string): string => `${HEADER}name: forewarn
on:
  pull_request:
  push:
    branches: [${branch}]
permissions:
  contents: read
  # GitHub vouches for this repository, so that no secret is stored.
  id-token: write
  # For the one comment that says what a change would break.
  pull-requests: write
jobs:
  forewarn:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          # Only what changed since the pull request left its base is judged, and that takes the history.
          fetch-depth: 0
      - uses: ${action}
        with:
          url: \${{ vars.FOREWARN_URL }}
`;

/** The same for GitLab, whose merge requests show the JUnit report. */
export const gitlabPipeline = (): string => `${HEADER}.forewarn:
  image: node:22
  # GitLab vouches for this project, so that no secret is stored.
  id_tokens:
    FOREWARN_TOKEN:
      aud: forewarn
  variables:
    # FOREWARN_URL and FOREWARN_PACKAGE (what npm installs forewarn from, e.g. git+https://…/forewarn.git#v0.1.0)
    # are variables of the group or project.
    GIT_DEPTH: "0"
  before_script:
    - npm install --global "\${FOREWARN_PACKAGE:?set it to where npm finds forewarn}"
  artifacts:
    when: always
    reports:
      junit: forewarn.xml

forewarn-check:
  extends: .forewarn
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - git fetch --quiet origin "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
    - forewarn check --changed-since FETCH_HEAD --report junit=forewarn.xml
  # A registry that does not answer is a warning, and holds up nobody.
  allow_failure:
    exit_codes: 3

forewarn-publish:
  extends: .forewarn
  rules:
    - if: $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    - forewarn publish --report junit=forewarn.xml
`;
