package sc.fiji.stfpm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "sc.fiji.stfpm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
	private static final String ROOT = "sc.fiji.stfpm.";
	private static final String[] EDGES = { ROOT + "commands..", ROOT + "ij1..", ROOT + "cli.." };
	private static final String[] WORK = { ROOT + "ui..", ROOT + "train..", ROOT + "detect..", ROOT + "evaluate.." };
	private static final String[] MIDDLE = { ROOT + "score..", ROOT + "model..", ROOT + "dataset..", ROOT + "image.." };
	private static final String[] BASE = { ROOT + "network..", ROOT + "weights.." };

	@ArchTest
	static final ArchRule ONLY_NETWORK_KNOWS_THE_ENGINE = noClasses().that().resideOutsideOfPackage(ROOT + "network..")
		.should().dependOnClassesThat().resideInAnyPackage("ai.djl..");

	@ArchTest
	static final ArchRule BASE_KNOWS_NOTHING_ABOVE = noClasses().that().resideInAnyPackage(BASE).should()
		.dependOnClassesThat(resideInAnyPackage(MIDDLE).or(resideInAnyPackage(WORK)).or(resideInAnyPackage(EDGES)));

	@ArchTest
	static final ArchRule MIDDLE_KNOWS_NOTHING_ABOVE = noClasses().that().resideInAnyPackage(MIDDLE).should()
		.dependOnClassesThat(resideInAnyPackage(WORK).or(resideInAnyPackage(EDGES)));

	@ArchTest
	static final ArchRule WORK_KNOWS_NO_EDGE = noClasses().that().resideInAnyPackage(WORK).should().dependOnClassesThat(
		resideInAnyPackage(EDGES));

	@ArchTest
	static final ArchRule NO_CYCLES = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule IMAGEJ_STAYS_AT_THE_SURFACE = noClasses().that().resideOutsideOfPackages(ROOT + "ui..", ROOT +
		"commands..", ROOT + "ij1..").and().doNotHaveFullyQualifiedName(ROOT + "image.ImagePlusImg").and()
		.doNotHaveFullyQualifiedName(ROOT + "image.ImageReader").should().dependOnClassesThat().resideInAnyPackage("ij..");

	@ArchTest
	static final ArchRule SCIJAVA_STAYS_AT_THE_SURFACE = noClasses().that().resideOutsideOfPackages(ROOT + "ui..", ROOT +
		"commands..", ROOT + "ij1..").should().dependOnClassesThat().resideInAnyPackage("org.scijava..");

	@ArchTest
	static final ArchRule NO_WINDOWS_BELOW_THE_SURFACE = noClasses().that().resideOutsideOfPackages(ROOT + "ui..", ROOT +
		"commands..", ROOT + "ij1..").should().dependOnClassesThat().resideInAnyPackage("javax.swing..");
}
