import ts from 'typescript';

/** Whether a node is that name, in the place of a value, and nothing around it has declared it: so it means the global. */
export function isFree(node: ts.Node, name: string): node is ts.Identifier {
  return ts.isIdentifier(node) && node.text === name && isValue(node) && !isDeclaredAround(node);
}

/**
 * The names that are taken out of what stands on the right of `const { a, b: c } = …`, `...` for the rest or one that is computed;
 * undefined where it is taken whole.
 */
export function namesTaken(node: ts.Node): readonly string[] | undefined {
  if (!ts.isVariableDeclaration(node) || !ts.isObjectBindingPattern(node.name)) return undefined;
  return node.name.elements.map(({ dotDotDotToken, propertyName, name }) => {
    const isOpen = dotDotDotToken !== undefined || (propertyName && ts.isComputedPropertyName(propertyName));
    return isOpen === true ? '...' : (propertyName ?? name).getText();
  });
}

/** Not where it names a property, declares something or stands in a type. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent) || ts.isExportAssignment(parent)) return true;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isTypeNode(parent) || ts.isQualifiedName(parent) || ts.isImportSpecifier(parent)) return false;
  return !('name' in parent && parent.name === node);
}

function isDeclaredAround(node: ts.Identifier): boolean {
  const declares = (each: ts.Node): boolean => {
    if (ts.isFunctionLike(each))
      return each.parameters.some((parameter) => hasName(parameter.name, node.text));
    if (ts.isBlock(each) || ts.isSourceFile(each) || ts.isCaseOrDefaultClause(each))
      return each.statements.some((statement) => isDeclaration(statement, node.text));
    const isLoop = ts.isForStatement(each) || ts.isForOfStatement(each) || ts.isForInStatement(each);
    return isLoop && each.initializer !== undefined && isListOf(each.initializer, node.text);
  };
  return ts.findAncestor(node.parent, declares) !== undefined;
}

function isDeclaration(statement: ts.Statement, name: string): boolean {
  if (ts.isVariableStatement(statement)) return isListOf(statement.declarationList, name);
  return ts.isFunctionDeclaration(statement) && statement.name?.text === name;
}

const isListOf = (node: ts.Node, name: string): boolean =>
  ts.isVariableDeclarationList(node) && node.declarations.some((each) => hasName(each.name, name));

function hasName(name: ts.BindingName, wanted: string): boolean {
  if (ts.isIdentifier(name)) return name.text === wanted;
  return name.elements.some((each) => ts.isBindingElement(each) && hasName(each.name, wanted));
}
