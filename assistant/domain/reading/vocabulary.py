"""The names people drop when they talk about systems: products by category, regulations and regions, with aliases.

One line a category; names are separated by ";", aliases of one name by "|", the canonical name first. A leading "?"
marks a name, or an alias, that is also an English word and counts only in a technical context. A leading "=" marks
one that must be written exactly so ("US", "IT").
"""

from assistant.domain.reading.wordlists import words

PRODUCTS: dict[str, str] = {
    "relational database": """
        PostgreSQL|postgres|postgre|postgress|postgre sql|pgsql|psql; MySQL|my sql; MariaDB|maria db; SQLite|sqlite3|sql lite;
        Oracle Database|oracle db|?oracle; SQL Server|mssql|ms sql|microsoft sql server|ms sql server; IBM Db2|db2;
        CockroachDB|cockroach db|?cockroach; YugabyteDB|yugabyte; TiDB; Percona; Firebird SQL|firebirdsql; Microsoft Access|ms access;
        Vitess; PlanetScale; Supabase; Neon Postgres|neondb; SQL database|sql db; relational database|rdbms; SAP HANA|hana db
    """,
    "managed database": """
        Amazon RDS|rds|aws rds|rds postgres; Amazon Aurora|aws aurora|aurora postgres|aurora mysql|aurora serverless|?aurora;
        Cloud SQL|google cloud sql; Cloud Spanner|google spanner|spanner; Azure SQL Database|azure sql; Firestore|cloud firestore;
        DynamoDB|dynamo db|=Dynamo; Cosmos DB|cosmosdb; Firebase; Bigtable|cloud bigtable; MongoDB Atlas|mongo atlas; DocumentDB
    """,
    "document database": """
        MongoDB|mongo|mongo db; CouchDB|couch db; Couchbase; RavenDB; NoSQL database|nosql|no sql database|no-sql; RethinkDB
    """,
    "key-value store": "Redis|redis cluster; Memcached|memcache; Valkey; etcd; RocksDB; LevelDB; ElastiCache; Hazelcast; DragonflyDB; Riak",
    "wide-column store": "Apache Cassandra|cassandra; ScyllaDB|scylla; HBase",
    "graph database": "Neo4j|neo 4j; Amazon Neptune; ArangoDB; Dgraph; JanusGraph",
    "time-series database": "InfluxDB|influx db|influx; TimescaleDB|timescale; QuestDB; VictoriaMetrics; OpenTSDB; Amazon Timestream|timestream",
    "vector database": "Chroma|chromadb; Pinecone; Weaviate; Qdrant; Milvus; pgvector; FAISS; LanceDB",
    "search engine": """
        Elasticsearch|elastic search|elasticsearh|?elastic; OpenSearch|open search; Solr|apache solr; Algolia; Meilisearch; Typesense;
        Lucene; Sphinx search
    """,
    "data warehouse": """
        Snowflake|?=Snowflake; BigQuery|big query; Amazon Redshift|redshift; Azure Synapse|synapse analytics; Teradata; ClickHouse|click house;
        Apache Druid; Apache Pinot; DuckDB|duck db; Databricks; Vertica; Greenplum; Apache Hive; Amazon Athena|aws athena; data warehouse;
        data lake|datalake; lakehouse
    """,
    "message broker": """
        Apache Kafka|kafka|kafka cluster|kafka streams|kafak; RabbitMQ|rabbit mq|?rabbit; Amazon SQS|sqs|aws sqs; Amazon SNS|sns|aws sns;
        Amazon Kinesis|kinesis; Amazon MSK|msk|managed kafka; Confluent Cloud|confluent|confluent kafka; Google Pub/Sub|pubsub|pub/sub|google pubsub;
        Azure Service Bus|service bus; Azure Event Hubs|event hubs|event hub; Amazon EventBridge|eventbridge|event bridge; NATS|=NATS|nats.io|jetstream;
        ActiveMQ|active mq|apache activemq; Apache Pulsar|pulsar; ZeroMQ|zmq; IBM MQ|websphere mq|mqseries; Redis Streams|redis stream;
        Mosquitto; HiveMQ; Redpanda|red panda; Amazon MQ; message queue|managed queue|message broker|event bus; Solace; EMQX
    """,
    "job queue": "Celery|?celery; Sidekiq; Resque; BullMQ|bull mq; RQ queue; Hangfire; Quartz scheduler; delayed_job; Laravel Horizon; pg-boss; River queue",
    "workflow engine": """
        Apache Airflow|airflow; Temporal|?=Temporal|temporal.io; Camunda; Prefect|?=Prefect; Dagster; AWS Step Functions|step functions; Argo Workflows;
        Zeebe; Luigi pipeline; Apache NiFi|nifi; Zapier; n8n; Power Automate; Azure Data Factory; dbt|dbt cloud; Fivetran; Airbyte; Debezium; Talend
    """,
    "stream processing": """
        Apache Flink|flink; Apache Spark|spark streaming|pyspark|?spark; Apache Beam; Apache Storm; ksqlDB|ksql; Google Dataflow; Hadoop|apache hadoop|hdfs
    """,
    "cloud": """
        AWS|amazon web services|amazon aws; Microsoft Azure|azure; Google Cloud|gcp|google cloud platform; DigitalOcean|digital ocean; Hetzner|hetzner cloud;
        OVHcloud|ovh; Scaleway; Linode|akamai cloud; Oracle Cloud|oci cloud; IBM Cloud; Alibaba Cloud|aliyun; Vultr; Exoscale; Infomaniak; IONOS;
        OpenStack; STACKIT; UpCloud; Open Telekom Cloud; TransIP; Leaseweb; Rackspace; private cloud; Tencent Cloud
    """,
    "hosting platform": """
        Heroku; Vercel; Netlify; Fly.io|fly io; Render.com; Railway.app; Cloudflare Workers; Google App Engine|app engine; Elastic Beanstalk|beanstalk;
        Azure App Service|app service; Cloud Foundry; OpenShift|open shift; Platform.sh; Cloud Run|google cloud run; AWS App Runner|app runner; Dokku;
        Combell; GitHub Pages; WP Engine; Coolify; Kamal deploy
    """,
    "compute": """
        AWS Lambda|?lambda|aws lambdas|?lambdas; Amazon EC2|ec2; AWS Fargate|fargate; Azure Functions; Google Cloud Functions|cloud functions; Lightsail;
        Raspberry Pi|raspberry; serverless; VMware|vmware esxi|vsphere; Proxmox; Hyper-V|hyper v; Citrix; virtual machines; bare metal; mainframe; AS/400|as400|ibm i
    """,
    "orchestration": """
        Kubernetes|k8s|kubernets|kubernetis|kuberntes|kube; Amazon EKS|eks; Google Kubernetes Engine|gke; Azure Kubernetes Service|aks; Amazon ECS|ecs;
        Docker Swarm; Nomad|hashicorp nomad|?nomad; Helm|helm charts|helm chart|?=Helm; k3s; Rancher; Istio; Linkerd; Docker Compose; service mesh
    """,
    "container runtime": "Docker|docker containers|dockerised|dockerized; Podman; containerd; LXC",
    "object storage": """
        Amazon S3|s3|aws s3|s3 bucket|s3 buckets; S3 Glacier|glacier; Azure Blob Storage|blob storage|azure blob; Google Cloud Storage|gcs; MinIO; Cloudflare R2;
        Backblaze B2|backblaze; Wasabi; Ceph; object storage|object store
    """,
    "file storage": """
        NFS; Amazon EFS|efs; EBS volumes|ebs; Google Drive|gdrive; Dropbox; OneDrive|one drive; SharePoint|share point; Nextcloud; network drive|shared drive; NAS|=NAS; Samba
    """,
    "CDN or edge": "Cloudflare; Fastly; Amazon CloudFront|cloudfront; Akamai; BunnyCDN|bunny cdn; CDN|content delivery network; Varnish; Imgix; Cloudinary",
    "web server or proxy": "nginx|ngnix; Apache HTTP Server|apache httpd|apache2; HAProxy|ha proxy; Traefik; Caddy; Envoy proxy|envoy; Microsoft IIS|=IIS; Tomcat|apache tomcat; JBoss|wildfly; WebLogic; WebSphere; load balancer; Gunicorn; PgBouncer",
    "API gateway": "Kong gateway|kong; Apigee; Amazon API Gateway|api gateway; MuleSoft; Azure API Management; Tyk; WSO2; Enterprise service bus|esb; BizTalk",
    "backend framework": """
        Django|django rest framework; Flask|?flask; FastAPI|fast api; Ruby on Rails|?rails|ror; Laravel; Symfony; Spring|spring boot|springboot|?spring; Express|express.js|expressjs|?express;
        NestJS|nest.js; .NET|dotnet|.net core|asp.net|dot net; Phoenix framework|?phoenix|liveview; CodeIgniter; CakePHP; Quarkus; Micronaut; Drupal;
        WordPress|word press; Joomla; TYPO3; Magento; Strapi; Contentful; Sanity CMS; Hibernate|?hibernate; Entity Framework; SQLAlchemy; Prisma ORM; Zend Framework; Sinatra;
        Ktor; Akka; Vert.x; gRPC-Web; Streamlit; Hasura; PostgREST; Odoo; Umbraco; AdonisJS
    """,
    "frontend framework": """
        React|reactjs|react.js|?=React; Angular|angularjs; Vue|vue.js|vuejs; Svelte|sveltekit; Next.js|nextjs; Nuxt|nuxt.js; jQuery; Ember.js; HTMX; Gatsby|?=Gatsby; Tailwind|tailwindcss;
        Bootstrap CSS; Redux; Blazor; Remix run; Astro build; Plotly Dash|?dash; Webpack; GraphQL client|apollo client; Electron app; Qt; WPF; Silverlight
    """,
    "mobile framework": "React Native; Flutter|?=Flutter; Xamarin; Ionic|?=Ionic; Cordova; Kotlin Multiplatform; Expo|?=Expo; SwiftUI; Jetpack Compose; MAUI|=MAUI; PWA|progressive web app",
    "operating system": "Linux; Windows Server; Windows|windows pcs; macOS; Ubuntu; Debian; Red Hat|rhel|redhat; CentOS; Android; iOS; iPadOS; Alpine Linux; FreeBSD; Windows CE; Chrome OS",
    "programming language": """
        Python|phyton; Java; JavaScript|java script; TypeScript|type script; Node.js|nodejs|node js|?node; PHP; Ruby|?=Ruby; Go|golang|?go; Rust|?rust; C#|c sharp; C++|cpp;
        Kotlin; Swift|?swift; Scala; Elixir|?=Elixir; Erlang; Perl; COBOL; Delphi|?=Delphi; Visual Basic|vb6|vb.net|vba; Haskell; Clojure; Fortran; Matlab; Dart|?dart; Lua; Groovy|?groovy;
        PL/SQL|plsql; T-SQL|tsql; ABAP; Objective-C; Bash|?=Bash; PowerShell; Julia|?=Julia lang; Deno|deno runtime; Bun runtime; R language; F#; Zig lang
    """,
    "protocol": """
        REST API|rest apis|restful|restful api|?=REST; GraphQL; gRPC; SOAP|=SOAP|soap api|soap service; WebSocket|websockets|web socket|web sockets; SFTP; FTP|ftps; MQTT; AMQP; HTTP|https; HTTP/2; webhook|webhooks|web hook|web hooks;
        server-sent events|sse; OAuth 2.0|oauth|oauth2; OpenID Connect|oidc; SAML|saml 2.0; LDAP; SMTP; IMAP; TCP; UDP; EDI|edifact|=EDI; AS2|=AS2; HL7|hl7 v2; FHIR|hl7 fhir; DICOM; OPC UA|opc-ua; Modbus; OCPP; LoRaWAN|lora wan|lora;
        Bluetooth|ble; NFC; Zigbee; JSON|json api; XML; CSV|csv file|csv files|csv export; Protobuf|protocol buffers; Avro; Parquet; OData; RSS; WebRTC; CalDAV|ical|icalendar; JWT|jwts; TLS|mtls|ssl; VPN; IPv6; IPv4; DNS; SSO|single sign-on|single sign on; SCIM; ISO 8583; ISO 20022; SEPA|sepa direct debit;
        SWIFT network|swift messages; PEPPOL; NMEA; CAN bus|canbus; SIP trunk; ODBC; JDBC; SCADA; GTFS; GeoJSON; UBL invoice; iCal feed; XMPP; RTSP; HLS stream
    """,
    "identity": "Okta; Auth0; Keycloak|key cloak; Active Directory|azure ad|entra id|microsoft entra; Amazon Cognito|cognito; Firebase Auth; Ping Identity; itsme; DigiD; BankID; eHerkenning; HashiCorp Vault|?=Vault; Duo Security; LastPass; 1Password",
    "observability": """
        Prometheus|?=Prometheus; Grafana; Datadog|data dog; New Relic|newrelic; Splunk; Sentry|?=Sentry; Kibana; ELK stack|elk; Logstash; Fluentd; Loki|grafana loki; Jaeger; Zipkin; OpenTelemetry|open telemetry|otel; Dynatrace; Honeycomb|honeycomb.io;
        Amazon CloudWatch|cloudwatch|cloud watch; PagerDuty|pager duty; Opsgenie; Nagios; Zabbix; StatsD; AppDynamics; UptimeRobot|uptime robot; Pingdom; Checkmk; Icinga; Graylog; Rollbar; Bugsnag; Raygun; LogRocket; Statuspage; Azure Monitor|application insights; Better Stack
    """,
    "CI or delivery": """
        Jenkins; GitHub Actions; GitLab CI|gitlab|git lab; CircleCI|circle ci; Travis CI; Argo CD|argocd; Terraform|opentofu; Ansible; Puppet|?=Puppet; Chef|?=Chef; Pulumi; CloudFormation; GitHub|git hub; Bitbucket; Azure DevOps; TeamCity; Octopus Deploy;
        Spinnaker; Flux CD|fluxcd; SonarQube; Artifactory; LaunchDarkly|launch darkly; Unleash flags; Git; Subversion|svn; Bamboo CI; Fastlane; Crossplane; Packer; Vagrant; AWS CDK|cdk; Backstage|?=Backstage
    """,
    "SaaS": """
        Salesforce|sales force; HubSpot|hub spot; Zendesk|zen desk; Intercom|?=Intercom; Freshdesk; Jira; Confluence|?=Confluence; Slack|?=Slack|slack channel|slack bot|slack message|slack messages; Microsoft Teams|ms teams|?=Teams; Notion|?=Notion; Airtable|air table; Trello; Asana;
        Shopify|shopify plus; WooCommerce|woo commerce; BigCommerce; ServiceNow|service now; Workday|?=Workday; Zoom|?=Zoom; Microsoft 365|office 365|o365|m365; Google Workspace|g suite|gsuite; Google Sheets|google sheet|gsheet;
        Microsoft Excel|excel|excel sheet|excel sheets|?=Excel; Outlook|?=Outlook|ms outlook; Gmail; Mailchimp|mail chimp; DocuSign; Calendly; Miro|?=Miro; Figma; Linear app|?=Linear; ClickUp; Basecamp; Monday.com; Pipedrive; Segment.io;
        Power BI|powerbi; Tableau; Looker|google looker|looker studio; Metabase; Qlik|qlikview; Mixpanel; Google Analytics|ga4; Matomo; Amplitude|?=Amplitude; Hotjar; Typeform; Google Forms; Google Maps; Mapbox; OpenStreetMap|osm; Topdesk; Retool; Moodle; Canvas LMS;
        Zoho; Braze; Klaviyo; Marketo; Eventbrite; Mews; Lightspeed POS; Toast POS; Amazon Marketplace; eBay; bol.com; Cin7; Discord; Telegram; WhatsApp|whats app|whatsapp business; Messenger|facebook messenger; Veeva; Epic EHR|=Epic; Cerner; Personio; BambooHR; Jira Service Management
    """,
    "ERP or accounting": """
        SAP|sap erp|sap s/4hana|s/4hana|s4 hana|s/4; NetSuite|net suite; Microsoft Dynamics|dynamics 365|navision|dynamics nav|business central; Exact Online; Xero; QuickBooks|quick books; Sage accounting|sage 50|sage 100|?=Sage;
        Oracle E-Business Suite; Infor; Twinfield; AFAS; DATEV; Lexware; Visma; Unit4; Workday Financials; ERP|erp system; CRM|crm system; warehouse management system|wms; PIM system; HRIS; point of sale|pos system; JD Edwards; PeopleSoft
    """,
    "payment provider": "Stripe|?=Stripe; Adyen; Mollie; PayPal|pay pal; Braintree; Klarna; Worldpay; Square payments|?=Square; iDEAL|=iDEAL|=IDEAL; Apple Pay; Google Pay; Razorpay; GoCardless; Checkout.com; M-Pesa|mpesa; Bancontact; Wise payments; Chargebee; Recurly; Plaid|?=Plaid; Tikkie; Payconiq; Twint; Swish payments; Multisafepay; Vipps",
    "messaging provider": "Twilio; SendGrid|send grid; Mailgun; Amazon SES|aws ses|=SES; MessageBird; Postmark; Vonage; OneSignal|one signal; Firebase Cloud Messaging|fcm; APNs|apple push notification|apple push; Pusher; Ably; Mandrill; Sinch; Infobip; Mailjet; Brevo|sendinblue; Plivo; Courier.com; Novu",
    "AI": """
        OpenAI|open ai; ChatGPT|chat gpt|gpt|gpt-4|gpt-4o|gpt 4; Claude|anthropic; Gemini|google gemini; LangChain|lang chain; Llama|llama 3|llama 2; Mistral; Hugging Face|huggingface; Amazon Bedrock|bedrock; Azure OpenAI; Vertex AI; SageMaker; TensorFlow; PyTorch;
        scikit-learn|sklearn; Amazon Rekognition|rekognition; Amazon Textract|textract; Whisper|?=Whisper; Copilot|github copilot; LLM|llms|large language model; Ollama; XGBoost; MLflow; Kubeflow; Jupyter|jupyter notebook; OCR|tesseract; Cohere; Perplexity; DeepL; Google Vision; pandas|?=pandas; spaCy; machine learning|ml model
    """,
    "architecture style": "microservices|micro services|microservice|micro-services; monolith|monolithic; event sourcing|event-sourcing; CQRS; event-driven architecture|event driven; serverless functions; service-oriented architecture|soa|=SOA; CRDT|crdts; blockchain; change data capture|cdc|=CDC; data mesh; cron job|cronjob|cron jobs|cron; two-phase commit; saga pattern|?sagas; micro frontends|microfrontends; outbox pattern|outbox",
}

REGULATIONS = """
    GDPR|gdrp|g.d.p.r.|general data protection regulation|avg/gdpr|uk gdpr|dsgvo|=AVG|rgpd; HIPAA|hippa|hipa; PCI DSS|pci-dss|pcidss|pci compliance|pci compliant|pci; SOC 2|soc2|soc ii|soc-2|soc 2 type 2|soc 2 type ii; SOC 1|soc1;
    ISO 27001|iso27001|iso/iec 27001|iso 27k; ISO 9001; ISO 13485; ISO 26262; ISO 22301; ISO 27701; ISO 14001; IEC 62304; SOX|sarbanes-oxley|sarbanes oxley; CCPA|cpra; LGPD; PIPEDA; POPIA; PIPL; FERPA; COPPA; FedRAMP; FISMA; CJIS; ITAR; HITECH|hitech act; HITRUST;
    GxP|gxp validation|=GMP|good manufacturing practice; FDA 21 CFR Part 11|21 cfr part 11|cfr 11|part 11; MDR|=MDR|medical device regulation; IVDR; NIS2|nis 2|nis-2; DORA|=DORA|digital operational resilience act; PSD2|psd 2; PSD3; MiFID II|mifid|mifid 2; Basel III|basel 3; Solvency II;
    AML|=AML|anti-money laundering|anti money laundering|amld; KYC|=KYC|know your customer; EU AI Act|ai act; Cyber Resilience Act|=CRA; Digital Services Act|=DSA; Digital Markets Act|=DMA; Data Act; ePrivacy|eprivacy directive|cookie law|cookie directive; eIDAS; CSRD; WCAG|wcag 2.1|wcag 2.2|wcag aa; European Accessibility Act|accessibility act; ADA compliance|section 508;
    BSI C5|=C5; BSI Grundschutz|it-grundschutz; TISAX; NEN 7510|nen7510; NEN 7512; BIO baseline; HDS certification; ENS certification; KRITIS; Cyber Essentials; NIST 800-53|nist|nist csf; Common Criteria; DO-178C; EN 50128; IEC 61508; IEC 62443;
    tax law|tax laws|fiscal law|tax rules|tax authority rules; VAT rules|vat law|vat regulation; works council agreement|works council agreements|betriebsvereinbarung|works agreement; labour law|labor law|employment law|working time act|working time directive; data protection law|data protection act|privacy law|privacy laws|privacy act|bdsg;
    data residency|data residency rules|data sovereignty; right to be forgotten|right to erasure; medical confidentiality|doctor-patient confidentiality; bank secrecy|banking secrecy; procurement law|public procurement law|tender rules; GoBD|=GoBD; MaRisk; BAIT|=BAIT; APRA CPS 234|cps 234; PIPA; PDPA; DPDP; HACCP; FMD directive|falsified medicines directive; food safety law; fair lending act; consumer protection law|consumer law; copyright law; export control|export controls; age verification law; Wwft; Schrems II|schrems; SCCs|standard contractual clauses; GLBA; NERC CIP; UL 2900; SEC rule 17a-4|17a-4; FINRA; freedom of information act|foia; FCRA; archive law|archives act|archiving act; cash register law|kassensichv|fiscalisation|fiscalization; Freedom of Information law; building code
"""

REGIONS = """
    EU|e.u.|european union|=EU; EEA|european economic area; Europe; EMEA|=EMEA; APAC|=APAC; LATAM; Asia; Africa; North America; South America; Latin America; Middle East; Scandinavia; Nordics|=Nordics; Benelux; DACH|=DACH;
    United States|=US|=USA|=U.S.|u.s.a.|the states; United Kingdom|=UK|uk|great britain|=Britain|england; Netherlands|the netherlands|holland; Germany; France; Belgium; Luxembourg; Austria; Switzerland; Italy; Spain; Portugal; Ireland; Denmark; Sweden; Norway; Finland; Iceland; Poland;
    Czech Republic|czechia; Slovakia; Hungary; Romania; Bulgaria; Greece; Croatia; Slovenia; Serbia; Estonia; Latvia; Lithuania; Ukraine; Russia; =Turkey|türkiye|turkiye; Israel; =Georgia; United Arab Emirates|=UAE|dubai; Saudi Arabia; Qatar; Egypt; Morocco; Nigeria; Kenya; Ghana; Ethiopia; Tanzania; Uganda; Rwanda; South Africa;
    India; Pakistan; Bangladesh; Sri Lanka; Nepal; =China; Hong Kong; Taiwan; Japan; South Korea|korea; Singapore; Malaysia; Indonesia; Thailand; Vietnam; Philippines; Australia; New Zealand; Canada; Mexico; Brazil; Argentina; =Chile; Colombia; Peru; California; Texas; Quebec; Bavaria; Flanders; Scotland; Wales; Northern Ireland; Cyprus; Malta; Tunisia; Algeria
"""

CLOUD_REGION_AREAS = words("us eu ap sa ca me af il mx europe asia australia northamerica southamerica")
CLOUD_REGION_SIDES = words("east west north south central northeast southeast northwest southwest")
NAMED_CLOUD_REGIONS = """
    westeurope|west europe region|azure west europe; northeurope|azure north europe; eastus; eastus2; westus; westus2; centralus; uksouth; ukwest; germanywestcentral; francecentral; swedencentral; switzerlandnorth; norwayeast; southeastasia
"""
