package sc.fiji.stfpm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

/** The directions of {@code docs/architecture.md}. */
class ArchitectureTest {
	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(
		ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("sc.fiji.stfpm");
	private static final String ROOT = "sc.fiji.stfpm.";
	private static final String[] EDGES = { ROOT + "commands..", ROOT + "ij1..", ROOT + "cli.." };
	private static final String[] WORK = { ROOT + "workbench..", ROOT + "benchmark..", ROOT + "report..", ROOT + "ui..", ROOT + "train..", ROOT + "pretrain..", ROOT +
		"correct..", ROOT + "detect..", ROOT + "evaluate.." };
	private static final String[] SURFACE = { ROOT + "commands..", ROOT + "ij1..", ROOT + "ui..", ROOT + "report..",
		ROOT + "workbench.." };
	private static final String[] MIDDLE = { ROOT + "score..", ROOT + "model..", ROOT + "dataset..", ROOT + "sample..", ROOT + "image..", ROOT + "pyramid..", ROOT + "onnx.." };
	private static final String[] BASE = { ROOT + "network..", ROOT + "memory..", ROOT + "teacher..", ROOT + "torch..", ROOT +
		"weights..", ROOT + "files..", ROOT + "cells..", ROOT + "zarr..", ROOT + "download..", ROOT + "engine.." };

	@Test
	void onlyNetworkKnowsTheEngine() {
		noClasses().that().resideOutsideOfPackage(ROOT + "network..")
			.should().dependOnClassesThat().resideInAnyPackage("ai.djl..").check(CLASSES);
	}

	@Test
	void baseKnowsNothingAbove() {
		noClasses().that().resideInAnyPackage(BASE).should()
			.dependOnClassesThat(resideInAnyPackage(MIDDLE).or(resideInAnyPackage(WORK)).or(resideInAnyPackage(EDGES))).check(CLASSES);
	}

	@Test
	void theMemoryIsPlainJavaOverTensors() {
		noClasses().that().resideInAPackage(ROOT + "memory..").should().dependOnClassesThat().resideInAnyPackage(ROOT
			+ "network..").check(CLASSES);
	}

	@Test
	void whatGpusNeedIsKnownWithoutTheEngine() {
		noClasses().that().resideInAnyPackage(ROOT + "engine..", ROOT + "download..").should().dependOnClassesThat().resideInAnyPackage(ROOT
			+ "network..", ROOT + "teacher..").check(CLASSES);
	}

	@Test
	void anExportedModelKnowsNoEngine() {
		noClasses().that().resideInAPackage(ROOT + "onnx..").should().dependOnClassesThat().resideInAnyPackage(ROOT + "network..", "ai.onnxruntime..")
			.check(CLASSES);
	}

	@Test
	void middleKnowsNothingAbove() {
		noClasses().that().resideInAnyPackage(MIDDLE).should()
			.dependOnClassesThat(resideInAnyPackage(WORK).or(resideInAnyPackage(EDGES))).check(CLASSES);
	}

	@Test
	void workKnowsNoEdge() {
		noClasses().that().resideInAnyPackage(WORK).should().dependOnClassesThat(
			resideInAnyPackage(EDGES)).check(CLASSES);
	}

	@Test
	void packagesHaveNoCycles() {
		slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void imageJStaysAtTheSurface() {
		noClasses().that().resideOutsideOfPackages(SURFACE).and().doNotHaveFullyQualifiedName(ROOT + "image.ImagePlusImg").and()
			.doNotHaveFullyQualifiedName(ROOT + "image.FileOrigin").and().doNotHaveFullyQualifiedName(ROOT + "image.PortableMap").and()
			.doNotHaveFullyQualifiedName(ROOT + "image.ImageJTiff").and().doNotHaveFullyQualifiedName(ROOT + "dataset.Background").should().dependOnClassesThat().resideInAnyPackage("ij..").check(CLASSES);
	}

	@Test
	void sciJavaStaysAtTheSurface() {
		noClasses().that().resideOutsideOfPackages(SURFACE).should().dependOnClassesThat().resideInAnyPackage("org.scijava..").check(CLASSES);
	}

	@Test
	void noWindowsBelowTheSurface() {
		noClasses().that().resideOutsideOfPackages(SURFACE).should().dependOnClassesThat().resideInAnyPackage("javax.swing..").check(CLASSES);
	}

	@Test
	void onlyItsCommandKnowsTheWorkbench() {
		// Without a screen the command is an error, so that nothing of the window is loaded then.
		noClasses().that().resideOutsideOfPackage(ROOT + "workbench..").and().doNotHaveFullyQualifiedName(ROOT + "commands.OpenWorkbench")
			.should().dependOnClassesThat().resideInAPackage(ROOT + "workbench..").check(CLASSES);
	}
}
