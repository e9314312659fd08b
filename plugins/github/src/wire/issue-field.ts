import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

const Option = z.looseObject({ id: Id, name: z.string(), description: z.string().nullish() })

/** A custom field that an organization defines for its issues. */
export const IssueField = z.looseObject({
  id: Id,
  name: z.string(),
  description: z.string().nullish(),
  data_type: z.string(),
  options: z.array(Option).nullish(),
})
export type IssueField = z.infer<typeof IssueField>

/** Its value on one issue. For a selection the options tell the name; `value` may hold the option's id. */
export const IssueFieldValue = z.looseObject({
  issue_field_id: Id,
  issue_field_name: z.string().nullish(),
  data_type: z.string(),
  value: z.unknown(),
  single_select_option: Option.nullish(),
  multi_select_options: z.array(Option).nullish(),
})
export type IssueFieldValue = z.infer<typeof IssueFieldValue>
