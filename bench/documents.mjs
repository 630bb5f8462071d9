// Ordinary Kubernetes documents with no secret reference in them, as rendered charts look: the pass-through load.
// Usage: node bench/documents.mjs COUNT [plain|awkward] > stream.yaml

/** Gives `count` documents; equal arguments give equal text. `awkward` mixes in comments, CRLF, JSON, anchors and `---` in block scalars. */
export function ordinaryDocuments(count, style = 'plain') {
  const random = generator(1);
  return Array.from({ length: count }, (_, i) => {
    const document = kinds[Math.floor(random() * kinds.length)](i, random);
    return style === 'awkward' ? awkward(document, i) : document;
  });
}

/** A small generator of numbers from 0 to 1 with a fixed seed (mulberry32). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const meta = (i, name) =>
  `metadata:\n  name: ${name}-${i}\n  namespace: ns-${i % 17}\n  labels:\n    app.kubernetes.io/name: app-${i}\n`;

const deployment = (i, random) => {
  const env = Array.from(
    { length: 2 + Math.floor(random() * 10) },
    (_, k) => `        - name: SETTING_${k}\n          value: "${i * k}"\n`,
  );
  return `apiVersion: apps/v1\nkind: Deployment\n${meta(i, 'app')}spec:\n  replicas: ${1 + (i % 5)}\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: app-${i}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: app-${i}\n    spec:\n      serviceAccountName: app-${i}\n      containers:\n      - name: app\n        image: "registry.example.com/team/app-${i % 23}:v1.${i % 40}"\n        args: ["--listen=:8080", "--log-level=info"]\n        env:\n${env.join('')}        - name: DB_PASSWORD\n          valueFrom:\n            secretKeyRef:\n              name: secret-${i % 50}\n              key: password\n        resources:\n          limits: {cpu: 500m, memory: 512Mi}\n          requests: {cpu: 50m, memory: 128Mi}\n`;
};

const service = (i) =>
  `apiVersion: v1\nkind: Service\n${meta(i, 'app')}spec:\n  type: ClusterIP\n  ports:\n  - port: 80\n    targetPort: http\n    name: http\n  selector:\n    app.kubernetes.io/name: app-${i}\n`;

const configMap = (i, random) => {
  const locations = Array.from(
    { length: 2 + Math.floor(random() * 7) },
    (_, k) => `    location /p${k} { proxy_pass http://app-${k}:8080; }\n`,
  );
  return `apiVersion: v1\nkind: ConfigMap\n${meta(i, 'app')}data:\n  enabled: "true"\n  nginx.conf: |\n    # generated, do not edit\n${locations.join('')}    ---\n    end: of file\n  notes.txt: |-\n    ${'x'.repeat([40, 120, 400, 1500][i % 4])}\n\n    last line\n`;
};

const role = (i) =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: app-${i}\nrules:\n- apiGroups: ["", "apps"]\n  resources: ["pods", "secrets"]\n  verbs: ["get", "list"]\n- apiGroups:\n  - external-secrets.io\n  resources:\n  - externalsecrets\n  verbs:\n  - '*'\n`;

const kinds = [deployment, deployment, deployment, service, service, configMap, configMap, role];

function awkward(document, i) {
  switch (i % 6) {
    case 1:
      return `# Source: chart/templates/file-${i}.yaml\n${document}# trailing comment\n`;
    case 2:
      return document.replaceAll('\n', '\r\n');
    case 3:
      return `{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "json-${i}"}, "data": {"n": "1e3", "big": "12345678901234567890"}}\n`;
    case 4:
      return `apiVersion: v1\nkind: ConfigMap\nmetadata: &m\n  name: anchored-${i}\n  labels: {a: 'b', "c": yes}\ndata:\n  <<: *m\n`;
    default:
      return document;
  }
}

if (process.argv[1]?.endsWith('documents.mjs')) {
  process.stdout.write(ordinaryDocuments(Number(process.argv[2] ?? 1000), process.argv[3]).join('---\n'));
}
