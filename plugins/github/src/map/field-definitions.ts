import type { RecordInput } from '@headless-pmo/sdk'
import type { IssueField } from '../wire/issue-field.ts'
import type { IssueType } from '../wire/issue-type.ts'
import type { Label } from '../wire/label.ts'

// Labels, types and fields are numbered apart from one another: the prefix keeps their refs distinct.

export function labelDefinition(label: Label, repository: string): RecordInput {
  return {
    kind: 'fieldDefinition',
    ref: `label:${label.id}`,
    scope: repository,
    key: label.name,
    name: label.name,
    type: 'label',
    ...described(label.description),
  }
}

export function issueTypeDefinition(type: IssueType): RecordInput {
  return {
    kind: 'fieldDefinition',
    ref: `issue_type:${type.id}`,
    key: type.name,
    name: type.name,
    type: 'issue_type',
    ...described(type.description),
  }
}

export function issueFieldDefinition(field: IssueField): RecordInput {
  return {
    kind: 'fieldDefinition',
    ref: `issue_field:${field.id}`,
    key: issueFieldKey(field.id),
    name: field.name,
    type: field.data_type,
    ...described(field.description),
    ...(field.options
      ? {
          options: field.options.map((option) => ({
            ref: String(option.id),
            name: option.name,
            ...described(option.description),
          })),
        }
      : {}),
  }
}

/** Key of an issue field's value in `fields`: by id, since names can change and repeat. */
export function issueFieldKey(id: number | bigint): string {
  return `issue_field:${id}`
}

const described = (description: string | null | undefined): { readonly description?: string } =>
  description ? { description } : {}
