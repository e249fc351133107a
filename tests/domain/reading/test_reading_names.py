"""Products, regulations and regions by name, and the English words that look like them."""

import datetime

import pytest

from assistant.domain.reading.names import product_names
from assistant.domain.reading.reader import read

TODAY = datetime.date(2026, 5, 12)


def named(text: str, *kinds: str) -> list[tuple]:
    return [(fact.quote, fact.name) for fact in read(text, TODAY).of(*(kinds or ("product", "regulation", "region")))]


@pytest.mark.parametrize(
    ("text", "quote", "name", "category"),
    [
        ("we need kafka", "kafka", "Apache Kafka", "message broker"),
        ("postgress is slow", "postgress", "PostgreSQL", "relational database"),
        ("on k8s", "k8s", "Kubernetes", "orchestration"),
        ("an S3 bucket", "S3 bucket", "Amazon S3", "object storage"),
        ("MySQL 5.6 is old", "MySQL 5.6", "MySQL", "relational database"),
        ("java 17 and up", "java 17", "Java", "programming language"),
        ("node.js", "node.js", "Node.js", "programming language"),
        ("in C# mostly", "C#", "C#", "programming language"),
        ("Salesforce's limits", "Salesforce", "Salesforce", "SaaS"),
        ("rabbit-mq", "rabbit-mq", "RabbitMQ", "message broker"),
        ("over HL7", "HL7", "HL7", "protocol"),
        ("Lambda functions", "Lambda", "AWS Lambda", "compute"),
        ("written in go", "go", "Go", "programming language"),
        ("we run Spring services", "Spring", "Spring", "backend framework"),
    ],
)
def test_products_are_named_with_their_category(text, quote, name, category):
    facts = read(text, TODAY).of("product")
    assert [(fact.quote, fact.name, fact.noun) for fact in facts] == [(quote, name, category)]


@pytest.mark.parametrize(
    "text",
    [
        "we go live soon",
        "it must be fast and express delivery matters",
        "a swift answer",
        "a dash of luck against rust",
        "in spring we plan",
        "next Spring release",
        "three teams use slack time",
        "tell us more",
        "it hangs on a beam",
        "the rest is fine",
        "American Express cards",
    ],
)
def test_english_words_are_no_names(text):
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("gdpr applies", "gdpr", "GDPR"),
        ("HIPPA rules", "HIPPA", "HIPAA"),
        ("pci-dss", "pci-dss", "PCI DSS"),
        ("SOC2 report", "SOC2", "SOC 2"),
        ("iso 27001", "iso 27001", "ISO 27001"),
        ("SOX", "SOX", "SOX"),
        ("tax law says so", "tax law", "tax law"),
        ("a works council agreement", "works council agreement", "works council agreement"),
    ],
)
def test_regulations_have_one_canonical_name(text, quote, name):
    assert named(text, "regulation") == [(quote, name)]


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("inside the EU", "EU", "EU"),
        ("in germany", "germany", "Germany"),
        ("the US market", "US", "United States"),
        ("hosted in us-east-1", "us-east-1", "us-east-1"),
        ("europe-west4 only", "europe-west4", "europe-west4"),
    ],
)
def test_regions_and_cloud_region_codes_are_read(text, quote, name):
    assert named(text, "region") == [(quote, name)]


def test_digits_of_a_name_are_no_counts():
    text = "S3, EC2, MySQL 5.6, PHP 5.6, IPv6, HL7, ISO 27001, us-east-1, Microsoft 365 and k8s"
    assert {fact.kind for fact in read(text, TODAY).facts} == {"product", "regulation", "region"}


def test_a_count_of_products_is_both_a_count_and_a_product():
    facts = read("three Kafka clusters", TODAY).facts
    assert [(fact.kind, fact.quote) for fact in facts] == [("number", "three Kafka clusters"), ("product", "Kafka")]


def test_a_count_behind_a_product_is_no_version():
    facts = read("Redis 5 nodes", TODAY).facts
    assert [(fact.kind, fact.quote) for fact in facts] == [("product", "Redis"), ("number", "5 nodes")]


def test_the_vocabulary_is_wide_and_every_name_has_a_category():
    products = product_names()
    assert len(products) >= 250
    assert all(products.values())
