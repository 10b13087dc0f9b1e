/** Reading what people write in YAML, and telling them where it is wrong. Knows no scenario. */
export { readText, yamlFilesBelow } from './files.ts';
export { didYouMean, near } from './near.ts';
export { type Problem, ScenarioError } from './problem.ts';
export { readYaml, type YamlFile, type YamlPath } from './read-yaml.ts';
export { keysOf, schemaProblems } from './schema-problems.ts';
