import type { Reply } from '../../common/http/reply.ts'
import type { Router } from '../../common/http/router.ts'
import { isJsonObject, type Json, type JsonObject } from '../../common/json.ts'
import { applyEdit } from '../../jira/edits/apply-edit.ts'
import type { IssueContent } from '../../jira/edits/edit.ts'
import { failure, NO_CONTENT } from '../../jira/http/reply.ts'
import { bodyOf, type JiraRequest } from '../../jira/http/request.ts'
import type { RouteContext } from '../../jira/routes/context.ts'
import { issueAt } from './issues.ts'

type Reader = (value: Json) => IssueContent

const textOrNull = (value: Json): string | null => (typeof value === 'string' ? value : null)
const named = (value: Json, key: string): string | null =>
  isJsonObject(value) ? textOrNull(value[key] ?? null) : null

/** Fields that can be written here, and how each is sent. */
const READERS: Readonly<Record<string, Reader>> = {
  summary: (value) => ({ summary: textOrNull(value) ?? '' }),
  description: (value) => ({ description: isJsonObject(value) ? value : null }),
  duedate: (value) => ({ dueDate: textOrNull(value) }),
  labels: (value) => ({
    labels: Array.isArray(value) ? value.filter((label: Json) => typeof label === 'string') : [],
  }),
  priority: (value) => ({ priority: named(value, 'id') ?? named(value, 'name') }),
  assignee: (value) => ({ assignee: named(value, 'accountId') }),
}

const contentOf = (fields: JsonObject): IssueContent =>
  Object.entries(fields).reduce<IssueContent>((content, [name, value]) => {
    const read = READERS[name]
    return {
      ...content,
      ...(read === undefined ? { fields: { ...content.fields, [name]: value } } : read(value)),
    }
  }, {})

/** Writing an issue: what the limit of writes per issue is about. */
export const addWriteRoutes = (router: Router<JiraRequest>, context: RouteContext): void => {
  router.add('PUT', '/rest/api/3/issue/{issueIdOrKey}', (request): Reply => {
    const issue = issueAt(context, request)
    const { fields } = bodyOf(request)
    if (!isJsonObject(fields)) return failure(400, 'The request names no fields.')
    const by = request.caller?.name
    applyEdit(context.world, {
      kind: 'editIssue',
      issue: issue.id,
      ...contentOf(fields),
      ...(by === undefined ? {} : { by }),
    })
    return NO_CONTENT
  })
}
