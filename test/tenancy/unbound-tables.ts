import { parse } from 'libpg-query';
import { subjectTables } from '#lib/trail/server/subject.ts';
import { installationTables } from './installation-tables.ts';

type Node = { readonly [key: string]: unknown };
/** Tables by the name they go by in one query; those around it for a query inside of another. */
type Scope = { bound: Set<string>; names: Map<string, string>; outer: Scope | null };

/**
 * The tables in a statement whose rows are not held to one municipality: for each reference there must be an equality of its
 * `municipality_id` with a parameter, or with that of a table for which there is one. Of a subject's table an update must also set
 * the version and ask for the old one.
 */
export async function unboundTables(statement: string): Promise<string[]> {
  const { stmts } = (await parse(statement)) as { stmts: { stmt: Node }[] };
  const problems: string[] = [];
  for (const { stmt } of stmts) checkStatement(stmt, new Set(), null, problems);
  return [...new Set(problems)];
}

function checkStatement(stmt: Node, withNames: ReadonlySet<string>, outer: Scope | null, problems: string[]): void {
  const [kind = '', body] = Object.entries(stmt)[0] ?? [];
  if (!isNode(body) || !['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt'].includes(kind)) return;
  const names = new Set(withNames);
  for (const part of nodes((body.withClause as Node | undefined)?.ctes)) {
    const { ctename, ctequery } = part.CommonTableExpr as { ctename: string; ctequery: Node };
    checkStatement(ctequery, names, outer, problems);
    names.add(ctename);
  }
  if (kind === 'InsertStmt') {
    checkInsert(body, names, outer, problems);
    return;
  }
  if (body.op !== undefined && body.op !== 'SETOP_NONE') {
    checkStatement({ SelectStmt: body.larg }, names, outer, problems);
    checkStatement({ SelectStmt: body.rarg }, names, outer, problems);
    return;
  }

  const scope: Scope = { bound: new Set(), names: new Map(), outer };
  const conditions: Node[] = isNode(body.whereClause) ? [body.whereClause] : [];
  const sources = [
    ...(kind === 'SelectStmt' ? [] : [{ RangeVar: body.relation }]),
    ...nodes(body.fromClause),
    ...nodes(body.usingClause),
  ];
  for (const source of sources) addSource(source, scope, conditions, names, problems);
  bind(scope, conditions.flatMap(equalities));
  for (const [name, table] of scope.names)
    if (!scope.bound.has(name)) problems.push(`${table} is not held to a municipality`);
  if (kind === 'UpdateStmt') checkVersion(body, conditions, problems);
  for (const inner of [
    ...conditions,
    ...nodes(body.targetList),
    ...nodes(body.sortClause),
    ...nodes(body.returningList),
  ]) {
    eachSubquery(inner, (query) => checkStatement(query, names, scope, problems));
  }
  for (const limit of [body.limitCount, body.limitOffset]) {
    eachSubquery(limit, (query) => checkStatement(query, names, scope, problems));
  }
}

function addSource(
  source: Node,
  scope: Scope,
  conditions: Node[],
  withNames: ReadonlySet<string>,
  problems: string[],
): void {
  if (isNode(source.RangeVar)) {
    const { relname, schemaname, alias } = source.RangeVar as {
      relname: string;
      schemaname?: string;
      alias?: { aliasname: string };
    };
    const ours = (schemaname ?? 'public') === 'public' && !withNames.has(relname) && !(relname in installationTables);
    if (ours && !relname.startsWith('pg_')) scope.names.set(alias?.aliasname ?? relname, relname);
    else scope.bound.add(alias?.aliasname ?? relname);
  } else if (isNode(source.JoinExpr)) {
    const { larg, rarg, quals } = source.JoinExpr as { larg: Node; rarg: Node; quals?: Node };
    addSource(larg, scope, conditions, withNames, problems);
    addSource(rarg, scope, conditions, withNames, problems);
    if (quals) conditions.push(quals);
  } else if (isNode(source.RangeSubselect)) {
    const { subquery, alias } = source.RangeSubselect as { subquery: Node; alias?: { aliasname: string } };
    checkStatement(subquery, withNames, scope, problems);
    if (alias) scope.bound.add(alias.aliasname);
  }
}

/** The ends of an equality of municipalities: a table's name in the query, or a parameter. */
type End = { table: string | null } | 'parameter';

/** Only what must hold: through `and`, never through `or`. */
function equalities(condition: Node): [End, End][] {
  if (isNode(condition.BoolExpr)) {
    return condition.BoolExpr.boolop === 'AND_EXPR' ? nodes(condition.BoolExpr.args).flatMap(equalities) : [];
  }
  if (!isNode(condition.A_Expr) || condition.A_Expr.kind !== 'AEXPR_OP' || operatorOf(condition.A_Expr) !== '=')
    return [];
  const [left, right] = [
    endOf(condition.A_Expr.lexpr, 'municipality_id'),
    endOf(condition.A_Expr.rexpr, 'municipality_id'),
  ];
  return left && right ? [[left, right]] : [];
}

function bind(scope: Scope, pairs: [End, End][]): void {
  const only = [...scope.names.keys()];
  const isBound = (end: End): boolean => {
    if (end === 'parameter') return true;
    const name = end.table ?? (only.length === 1 ? (only[0] ?? '') : '');
    if (scope.bound.has(name)) return true;
    return !scope.names.has(name) && isNameAround(name, scope.outer);
  };
  for (let grown = true; grown;) {
    grown = false;
    for (const [a, b] of [...pairs, ...pairs.map(([a, b]): [End, End] => [b, a])]) {
      if (a === 'parameter' || isBound(a) || !isBound(b)) continue;
      const name = a.table ?? (only.length === 1 ? (only[0] ?? '') : '');
      if (!scope.names.has(name)) continue;
      scope.bound.add(name);
      grown = true;
    }
  }
}

/** A table of the query around: held to a municipality there, or told as a problem there. */
function isNameAround(name: string, outer: Scope | null): boolean {
  return outer !== null && (outer.names.has(name) || outer.bound.has(name) || isNameAround(name, outer.outer));
}

function endOf(expression: unknown, column: string): End | null {
  if (!isNode(expression)) return null;
  if (isNode(expression.ParamRef)) return 'parameter';
  if (isNode(expression.TypeCast)) return endOf(expression.TypeCast.arg, column);
  if (!isNode(expression.ColumnRef)) return null;
  const fields = nodes(expression.ColumnRef.fields).map((field) =>
    isNode(field.String) ? String(field.String.sval) : '*',
  );
  if (fields.at(-1) !== column) return null;
  return { table: fields.length > 1 ? (fields.at(-2) ?? null) : null };
}

function checkInsert(body: Node, withNames: ReadonlySet<string>, outer: Scope | null, problems: string[]): void {
  const table = String((body.relation as Node).relname);
  const select = isNode(body.selectStmt) ? (body.selectStmt.SelectStmt as Node | undefined) : undefined;
  if (select && !Array.isArray(select.valuesLists)) checkStatement({ SelectStmt: select }, withNames, outer, problems);
  if (table in installationTables) return;
  const place = nodes(body.cols).findIndex(
    (column) => isNode(column.ResTarget) && column.ResTarget.name === 'municipality_id',
  );
  const given = Array.isArray(select?.valuesLists)
    ? nodes(select.valuesLists).map((row) => nodes((row.List as Node).items)[place])
    : [(nodes(select?.targetList)[place]?.ResTarget as Node | undefined)?.val];
  // From a query: its own tables are held to a municipality, and so is what it gives.
  if (place < 0 || !given.every((value) => endOf(value, 'municipality_id') !== null)) {
    problems.push(`${table} is filled without a municipality`);
  }
}

function checkVersion(body: Node, conditions: Node[], problems: string[]): void {
  const table = String((body.relation as Node).relname);
  if (!(subjectTables as readonly string[]).includes(table)) return;
  const sets = nodes(body.targetList).some((target) => isNode(target.ResTarget) && target.ResTarget.name === 'version');
  const asks = conditions
    .flatMap((condition) => (isNode(condition.BoolExpr) ? nodes(condition.BoolExpr.args) : [condition]))
    .some(
      ({ A_Expr: equality }) =>
        isNode(equality) &&
        operatorOf(equality) === '=' &&
        endOf(equality.lexpr, 'version') &&
        endOf(equality.rexpr, 'version') === 'parameter',
    );
  if (!sets || !asks) problems.push(`${table} is updated without its version`);
}

function operatorOf(expression: Node): string {
  const [name] = nodes(expression.name);
  return name && isNode(name.String) ? String(name.String.sval) : '';
}

/** The nearest queries inside an expression; what is inside of those is theirs. */
function eachSubquery(value: unknown, visit: (query: Node) => void): void {
  if (Array.isArray(value)) value.forEach((item) => eachSubquery(item, visit));
  else if (isNode(value)) {
    for (const [key, child] of Object.entries(value)) {
      if (key === 'SelectStmt' && isNode(child)) visit({ SelectStmt: child });
      else eachSubquery(child, visit);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? (value as Node[]) : [];
}
