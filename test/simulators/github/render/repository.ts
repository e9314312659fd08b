import type { JsonObject } from '../../common/json.ts'
import { fullNameOf } from '../state/lookup.ts'
import type { Repository } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { renderActor } from './account.ts'

/** The keys that every form of a repository shares; `issue-reference` payloads show just these. */
export const renderSimpleRepository = (world: World, repository: Repository): JsonObject => {
  const { api, html } = world.addresses
  const fullName = fullNameOf(repository)
  const self = `${api}/repos/${fullName}`
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: fullName,
    private: repository.private,
    owner: renderActor(world, repository.owner),
    html_url: `${html}/${fullName}`,
    description: repository.description,
    fork: false,
    url: self,
    archive_url: `${self}/{archive_format}{/ref}`,
    assignees_url: `${self}/assignees{/user}`,
    blobs_url: `${self}/git/blobs{/sha}`,
    branches_url: `${self}/branches{/branch}`,
    collaborators_url: `${self}/collaborators{/collaborator}`,
    comments_url: `${self}/comments{/number}`,
    commits_url: `${self}/commits{/sha}`,
    compare_url: `${self}/compare/{base}...{head}`,
    contents_url: `${self}/contents/{+path}`,
    contributors_url: `${self}/contributors`,
    deployments_url: `${self}/deployments`,
    downloads_url: `${self}/downloads`,
    events_url: `${self}/events`,
    forks_url: `${self}/forks`,
    git_commits_url: `${self}/git/commits{/sha}`,
    git_refs_url: `${self}/git/refs{/sha}`,
    git_tags_url: `${self}/git/tags{/sha}`,
    issue_comment_url: `${self}/issues/comments{/number}`,
    issue_events_url: `${self}/issues/events{/number}`,
    issues_url: `${self}/issues{/number}`,
    keys_url: `${self}/keys{/key_id}`,
    labels_url: `${self}/labels{/name}`,
    languages_url: `${self}/languages`,
    merges_url: `${self}/merges`,
    milestones_url: `${self}/milestones{/number}`,
    notifications_url: `${self}/notifications{?since,all,participating}`,
    pulls_url: `${self}/pulls{/number}`,
    releases_url: `${self}/releases{/id}`,
    stargazers_url: `${self}/stargazers`,
    statuses_url: `${self}/statuses/{sha}`,
    subscribers_url: `${self}/subscribers`,
    subscription_url: `${self}/subscription`,
    tags_url: `${self}/tags`,
    teams_url: `${self}/teams`,
    trees_url: `${self}/git/trees{/sha}`,
    hooks_url: `${self}/hooks`,
  }
}

/** A repository as the lists show it. */
export const renderRepository = (world: World, repository: Repository): JsonObject => {
  const { html } = world.addresses
  const fullName = fullNameOf(repository)
  const open = [...repository.issues.values()].filter(
    (issue) => issue.state === 'open' && !issue.hidden,
  ).length
  return {
    ...renderSimpleRepository(world, repository),
    git_url: `git:${html.replace(/^https?:/, '')}/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    clone_url: `${html}/${fullName}.git`,
    mirror_url: null,
    svn_url: `${html}/${fullName}`,
    homepage: null,
    language: null,
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    size: 0,
    default_branch: 'main',
    open_issues_count: open,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: repository.archived,
    disabled: false,
    visibility: repository.private ? 'private' : 'public',
    pushed_at: repository.pushedAt,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    permissions: { admin: false, maintain: false, push: false, triage: false, pull: true },
    license: null,
    forks: 0,
    open_issues: open,
    watchers: 0,
    allow_forking: true,
    web_commit_signoff_required: false,
  }
}

/** A repository as its own address shows it. */
export const renderFullRepository = (world: World, repository: Repository): JsonObject => ({
  ...renderRepository(world, repository),
  subscribers_count: 0,
  network_count: 0,
  ...(world.organizations.has(repository.owner.toLowerCase())
    ? { organization: renderActor(world, repository.owner) }
    : {}),
})
