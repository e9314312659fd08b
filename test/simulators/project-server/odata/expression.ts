/** What an expression gives. `number` has fractions, `int` has none: only that decides how `div` divides. */
export type ValueType = 'text' | 'guid' | 'date' | 'number' | 'int' | 'flag' | 'null'

/** Dates are milliseconds of the local time as if it were UTC, GUIDs are in lower case. */
export type Value = string | number | boolean | null

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'
export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'mod'

export type Expression =
  | { readonly kind: 'literal'; readonly type: ValueType; readonly value: Value }
  | { readonly kind: 'property'; readonly type: ValueType; readonly name: string }
  | { readonly kind: 'not' | 'minus'; readonly type: ValueType; readonly operand: Expression }
  | {
      readonly kind: 'binary'
      readonly type: ValueType
      readonly operator: Comparison | Arithmetic | 'and' | 'or'
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly kind: 'call'
      readonly type: ValueType
      readonly name: string
      readonly parameters: readonly Expression[]
    }
