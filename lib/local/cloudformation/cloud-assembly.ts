import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON value as it stands in a template, intrinsics unresolved. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export type TemplateResource = {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Condition?: string;
  readonly Metadata?: JsonObject;
};

export type Template = {
  readonly Resources?: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, { readonly Value: Json; readonly Export?: { readonly Name: Json } }>;
  readonly Parameters?: Record<string, { readonly Default?: Json }>;
  readonly Conditions?: Record<string, Json>;
  readonly Mappings?: Record<string, Record<string, Record<string, Json>>>;
};

export type AssemblyStack = { readonly name: string; readonly template: Template };

export type CloudAssembly = {
  readonly stacks: readonly AssemblyStack[];
  /** The folder of the asset that the given S3 object key names, e.g. `4f2c….zip`. */
  readonly assetFolder: (objectKey: string) => string;
};

type Manifest = {
  readonly artifacts?: Record<
    string,
    {
      readonly type: string;
      readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly file?: string };
    }
  >;
};

type AssetManifest = {
  readonly files?: Record<
    string,
    {
      readonly source?: { readonly path?: string };
      readonly destinations?: Record<string, { readonly objectKey?: string }>;
    }
  >;
};

/**
 * Reads what `cdk synth` wrote: the manifest, each stack's template and where the assets lie.
 * Throws an Error with the remedy if the folder holds no cloud assembly.
 */
export function loadCloudAssembly(cdkOut: string): CloudAssembly {
  const manifestFile = join(cdkOut, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new Error(`${cdkOut} holds no cloud assembly (manifest.json is missing). Run "npx cdk synth --quiet" first.`);
  }
  const artifacts = Object.entries(readJson<Manifest>(manifestFile).artifacts ?? {});
  const stacks = artifacts
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, { properties }]) => ({
      name: properties?.stackName ?? id,
      template: readJson<Template>(join(cdkOut, properties?.templateFile ?? `${id}.template.json`)),
    }));
  const assets = new Map<string, string>();
  for (const [, { type, properties }] of artifacts) {
    if (type === 'cdk:asset-manifest' && properties?.file) {
      readAssets(join(cdkOut, properties.file), { cdkOut, assets });
    }
  }
  return {
    stacks,
    assetFolder: (objectKey) => {
      const folder = assets.get(objectKey);
      if (folder === undefined || !existsSync(folder)) {
        throw new Error(`The asset ${objectKey} is not in ${cdkOut}. Synthesise again with bundling switched on.`);
      }
      return folder;
    },
  };
}

function readAssets(file: string, into: { cdkOut: string; assets: Map<string, string> }): void {
  for (const { source, destinations } of Object.values(readJson<AssetManifest>(file).files ?? {})) {
    for (const { objectKey } of Object.values(destinations ?? {})) {
      if (source?.path && objectKey) into.assets.set(objectKey, join(into.cdkOut, source.path));
    }
  }
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
