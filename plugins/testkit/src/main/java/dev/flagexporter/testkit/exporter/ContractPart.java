package dev.flagexporter.testkit.exporter;

/** Part of the {@link ExporterContract}: tests on one subject, and what they share. */
abstract class ContractPart {

    final ExporterContract contract;
    final Workbench bench;

    ContractPart(ExporterContract contract) {
        this.contract = contract;
        this.bench = new Workbench(contract);
    }
}
