/**
 * What is asked of Jira Cloud, typed by jira.js, whose types come from Atlassian's own description: a parameter that
 * Jira does not know does not compile. Types alone are taken from it. Loading it builds a schema for everything that
 * Jira has, which holds the server's loop up for most of a second and reads the environment; its checks of requests and
 * replies are made in the tests.
 */
import type {
  bulkFetchIssues,
  countIssues,
  getBulkChangelogs,
  getWorklogsForIds,
  searchAndReconsileIssuesUsingJqlPost,
} from 'jira.js/cloud'

/** Body of `POST /rest/api/3/search/jql`. */
export type CloudSearch = Parameters<typeof searchAndReconsileIssuesUsingJqlPost>[1]

/** Body of `POST /rest/api/3/search/approximate-count`. */
export type CloudCount = Parameters<typeof countIssues>[1]

/** Body of `POST /rest/api/3/issue/bulkfetch`. */
export type CloudIssues = Parameters<typeof bulkFetchIssues>[1]

/** Body of `POST /rest/api/3/changelog/bulkfetch`. */
export type CloudHistories = Parameters<typeof getBulkChangelogs>[1]

/** Body of `POST /rest/api/{version}/worklog/list`, the same in both editions. */
export type WorklogList = Parameters<typeof getWorklogsForIds>[1]
