import type { Arithmetic, Comparison, Expression, Value, ValueType } from './expression.ts'
import { FUNCTIONS } from './functions.ts'

export type Row = Readonly<Record<string, Value>>

/** Whether a row passes a filter: only what is true does, not what is unknown. */
export const passes = (filter: Expression, row: Row): boolean => valueOf(filter, row) === true

/**
 * The value of an expression for one row. Null is a value for `eq` and `ne`; nothing is greater or less than it; what
 * is computed of it is null; `and` and `or` have three truth values.
 */
export const valueOf = (expression: Expression, row: Row): Value => {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'property':
      return row[expression.name] ?? null
    case 'not': {
      const operand = valueOf(expression.operand, row)
      return operand === null ? null : operand !== true
    }
    case 'minus': {
      const operand = valueOf(expression.operand, row)
      return operand === null ? null : -Number(operand)
    }
    case 'call': {
      const values = expression.parameters.map((parameter) => valueOf(parameter, row))
      const known = values.filter((value) => value !== null)
      if (known.length < values.length) return null
      return FUNCTIONS[expression.name]?.compute(...known) ?? null
    }
    case 'binary':
      break
  }
  const { operator, left, right } = expression
  if (operator === 'and' || operator === 'or') return connective(operator, left, right, row)
  const one = valueOf(left, row)
  const other = valueOf(right, row)
  return isComparison(operator)
    ? compare(operator, one, other)
    : compute(operator, one, other, expression.type)
}

const connective = (operator: 'and' | 'or', left: Expression, right: Expression, row: Row): Value => {
  const decisive = operator === 'or'
  const one = valueOf(left, row)
  if (one === decisive) return decisive
  const other = valueOf(right, row)
  if (other === decisive) return decisive
  return one === null || other === null ? null : !decisive
}

const isComparison = (operator: Comparison | Arithmetic): operator is Comparison =>
  ['eq', 'ne', 'gt', 'ge', 'lt', 'le'].includes(operator)

const compare = (operator: Comparison, left: Value, right: Value): Value => {
  if (operator === 'eq') return left === right
  if (operator === 'ne') return left !== right
  if (left === null || right === null) return false
  switch (operator) {
    case 'gt':
      return left > right
    case 'ge':
      return left >= right
    case 'lt':
      return left < right
    case 'le':
      break
  }
  return left <= right
}

const compute = (operator: Arithmetic, left: Value, right: Value, type: ValueType): Value => {
  if (left === null || right === null) return null
  const one = Number(left)
  const other = Number(right)
  switch (operator) {
    case 'add':
      return one + other
    case 'sub':
      return one - other
    case 'mul':
      return one * other
    case 'div':
      if (other === 0) return null
      return type === 'int' ? Math.trunc(one / other) : one / other
    case 'mod':
      break
  }
  return other === 0 ? null : one % other
}
