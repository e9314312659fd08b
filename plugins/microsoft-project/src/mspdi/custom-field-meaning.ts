/** How values of a custom field are read. */
export type CustomFieldType = 'text' | 'number' | 'cost' | 'date' | 'duration' | 'flag' | 'code'

/** What an entry of a plan must know about a custom field to read its value. */
export interface CustomFieldMeaning {
  /** Key under which the value is carried, e.g. `Text1`. */
  readonly key: string
  readonly type: CustomFieldType
}
