import { fieldSchemas, orNull } from '../../jira/gate-field-schemas.ts'

/** The schemas of values of fields, by the components of the platform's description. */
export const schemaOfField = fieldSchemas({
  status: 'StatusDetails',
  issueType: 'IssueTypeDetails',
  priority: 'Priority',
  project: 'Project',
  person: ['UserDetails', 'accountId', 'displayName', 'active'],
  resolution: 'Resolution',
  version: 'Version',
  component: 'ProjectComponent',
  linkType: 'IssueLinkType',
  relative: 'LinkedIssue',
  comments: 'PageOfComments',
  worklogs: 'PageOfWorklogs',
  timeTracking: 'TimeTrackingDetails',
  text: orNull({
    type: 'object',
    required: ['type', 'version', 'content'],
    properties: { type: { enum: ['doc'] }, version: { enum: [1] }, content: { type: 'array' } },
  }),
})
