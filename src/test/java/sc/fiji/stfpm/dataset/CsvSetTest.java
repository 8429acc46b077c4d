package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSetTest {
	@TempDir
	Path temporary;
	private Path folder;

	@BeforeEach
	void images() throws IOException {
		folder = Files.createDirectories(temporary.resolve("set"));
		for (String name : List.of("set/a.png", "set/b.png", "set/c.JPG", "set/masks/c.png", "set/a,b.png", "beside/d.png"))
			touch(name);
	}

	private Path touch(String name) throws IOException {
		Path file = temporary.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.createFile(file);
	}

	private Path csv(String text) throws IOException {
		return Files.writeString(folder.resolve("labels.csv"), text);
	}

	private List<Sample> test(String text) throws IOException {
		return ImageSet.open(csv(text)).test();
	}

	/** What is wrong, behind the file's name. */
	private String failure(String text) throws IOException {
		Path file = csv(text);
		String message = assertThrows(IOException.class, () -> ImageSet.open(file)).getMessage();
		assertTrue(message.startsWith(file.toString()), message);
		return message.substring(file.toString().length());
	}

	@Test
	void withoutASplitAllImagesAreForTestingInTheOrderOfTheRows() throws IOException {
		Path file = csv("image,label,mask\nc.JPG,scratch,masks/c.png\na.png,good,\n");
		ImageSet set = ImageSet.open(file);
		assertEquals(ImageSet.Layout.CSV, set.layout());
		assertEquals(file, set.root());
		assertEquals(List.of(), set.normals());
		assertEquals(List.of(new Sample(folder.resolve("c.JPG"), "c.JPG", true, "scratch", Optional.of(folder.resolve(
			"masks/c.png"))), new Sample(folder.resolve("a.png"), "a.png", false, "good", Optional.empty())), set.test());
	}

	@Test
	void theSplitDividesAndTheKindNames() throws IOException {
		ImageSet set = ImageSet.open(csv("Split,KIND,Image,Label,remark\ntrain,,a.png,normal,new\nTest,,b.png,0\n"
			+ "test,dent,c.JPG,1,\n"));
		assertEquals(List.of("a.png"), set.normals().stream().map(Sample::name).toList());
		assertEquals(List.of("good", "dent"), set.test().stream().map(Sample::kind).toList());
		assertEquals(1, set.withoutMask().size());
	}

	@ParameterizedTest
	@CsvSource({ "normal,false,good", "Good,false,good", "OK,false,good", "0,false,good", "anomalous,true,anomalous",
		"anomaly,true,anomalous", "BAD,true,anomalous", "ko,true,anomalous", "1,true,anomalous", "Scratch,true,Scratch",
		"broken large,true,broken large" })
	void labelsAreThoseThatPeopleWrite(String label, boolean anomalous, String kind) throws IOException {
		Sample sample = test("image,label\na.png, " + label + " \n").get(0);
		assertEquals(anomalous, sample.anomalous());
		assertEquals(kind, sample.kind());
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "-1", "0.5", "true", "No", "none", "NaN" })
	void labelsThatCouldMeanEitherAreRefused(String label) throws IOException {
		String failure = failure("image,label\na.png,good\nb.png," + label + "\n");
		assertTrue(failure.startsWith(", line 3: the label \"" + label + "\" is unclear, expected normal, good, ok or 0"),
			failure);
	}

	@Test
	void spreadsheetsQuoteMarkAndUseSemicolons() throws IOException {
		assertEquals("a,b.png", test("\uFEFF\"image\",\"label\"\r\n\"a,b.png\",\"a \"\"deep\"\" cut, with dirt\"\r\n").get(0)
			.name());
		assertEquals("a \"deep\" cut, with dirt", test("image,label\n\"a,b.png\",\"a \"\"deep\"\" cut, with dirt\"").get(0)
			.kind());
		assertEquals(List.of("a.png", "b.png"), test("image;label;;\r\na.png;good;;\r\n;;;\r\n\r\nb.png;crack;;").stream().map(
			Sample::name).toList());
		assertEquals("crack", test("\n \n\nimage;label\na.png;crack\n").get(0).kind());
		assertEquals("crack", test(",,\nimage,label,\na.png,crack,\n").get(0).kind());
	}

	@Test
	void umlautsAreReadAndOtherEncodingsRefused() throws IOException {
		assertEquals("Öl", test("image,label\na.png,Öl\n").get(0).kind());
		Path latin = Files.write(folder.resolve("latin.csv"), "image,label\na.png,Öl\n".getBytes(
			StandardCharsets.ISO_8859_1));
		String message = assertThrows(IOException.class, () -> ImageSet.open(latin)).getMessage();
		assertTrue(message.startsWith(latin + ": not text in UTF-8"), message);
	}

	@Test
	void umlautsMayBeInPaths() throws IOException {
		Assumptions.assumeTrue(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode("ö"),
			"Skipped: file names cannot have umlauts in this locale");
		touch("set/Größe ß.png");
		assertEquals("Größe ß.png", test("image,label\nGröße ß.png,good\n").get(0).name());
	}

	@Test
	void imagesMayLieOutsideAndAreNamedInFull() throws IOException {
		Path outside = temporary.resolve("beside/d.png");
		List<Sample> relative = test("image,label\n../beside/d.png,good\na.png,good\n");
		assertEquals(outside.normalize(), relative.get(0).image());
		assertEquals("a.png", relative.get(1).name());
		assertEquals(relative, test("image,label\n" + outside.toAbsolutePath() + ",good\n" + folder.resolve("a.png")
			.toAbsolutePath() + ",good\n"));
		String name = relative.get(0).name();
		assertTrue(name.endsWith("/beside/d.png"), name);
		assertFalse(name.startsWith("/") || name.contains("..") || name.contains(":"), name);
	}

	@Test
	void pathsWrittenOnWindowsAreUnderstood() throws IOException {
		assertEquals(Optional.of(folder.resolve("masks/c.png")), test("image,label,mask\n.\\c.JPG,dent,masks\\c.png\n").get(0)
			.mask());
	}

	@Test
	void anImageMustNotBeThereTwice() throws IOException {
		assertTrue(failure("image,label,split\na.png,good,train\nb.png,good,test\n./a.png,good,test\n").startsWith(
			", line 4: the image ./a.png is in line 2 already"));
		assertTrue(failure("image,label\na.png,dent\na.png,dent\n").startsWith(
			", line 3: the image a.png is in line 2 already; several defects"));
	}

	@Test
	void missingFilesAreNamedWithTheirLine() throws IOException {
		assertEquals(", line 3: the image \"gone.png\" is missing: no such file " + folder.resolve("gone.png"), failure(
			"image,label\na.png,good\ngone.png,good"));
		assertEquals(", line 2: the mask \"masks/a.png\" is missing: no such file " + folder.resolve("masks/a.png"), failure(
			"image,label,mask\na.png,dent,masks/a.png\n"));
		assertEquals(", line 2: the column image is empty", failure("image,label\n,good\n"));
		assertTrue(failure("image,label\nmasks,good\n").startsWith(", line 2: the image \"masks\" is a folder, expected files"
			+ " ending in .png"));
		assertTrue(failure("image,label\nlabels.csv,good\n").startsWith(", line 2: the image \"labels.csv\" is no image"));
		assertTrue(failure("image,label,mask\na.png,dent,a.png\n").contains("line 2: the mask a.png is the image itself"));
	}

	@Test
	void rowsThatContradictThemselvesAreRefused() throws IOException {
		assertTrue(failure("image,label,split\na.png,dent,train\n").startsWith(
			", line 2: the image is labelled \"dent\" and its split is train"));
		assertEquals(", line 2: the split is \"validation\", expected train or test", failure(
			"image,label,split\na.png,good,validation\n"));
		assertEquals(", line 2: the split is \"\", expected train or test", failure("image,label,split\na.png,good\n"));
		assertTrue(failure("image,label,kind\na.png,good,dent\n").contains(
			"line 2: the label \"good\" and the kind \"dent\" contradict"));
		assertTrue(failure("image,label,kind\na.png,bad,good\n").contains(
			"line 2: the label \"bad\" and the kind \"good\" contradict"));
		assertTrue(failure("image,label\na.png,\n").startsWith(", line 2: the label is empty"));
	}

	@Test
	void filesThatAreNoSuchTableAreRefused() throws IOException {
		assertEquals(": the header has no column label, found image, klass", failure("image,klass\na.png,good\n"));
		assertEquals(": the header has no column image, found nothing", failure(""));
		assertEquals(": the header has two columns called label", failure("image,label,Label\na.png,good,bad\n"));
		assertEquals(": found a header and no row below it", failure("image,label\n\n"));
		assertTrue(failure("image,label\na.png,good\na,b.png,good\n").startsWith(
			", line 3: found 3 values under a header of 2"));
		assertTrue(failure("image,label\n\"a.png,good\n").contains("2"));
		Path missing = folder.resolve("missing.csv");
		assertEquals(missing + ": no such file", assertThrows(IOException.class, () -> ImageSet.open(missing)).getMessage());
	}

	@Test
	void linesAreCountedAsAnEditorDoes() throws IOException {
		assertTrue(failure("image,label\n\n\"a.png\",\"two\nlines\"\nb.png,2\n").startsWith(", line 5: the label \"2\""));
	}
}
