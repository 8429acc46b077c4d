package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisaFolderTest {
	private static final String SPLIT = """
		object,split,label,image,mask
		candle,train,normal,candle/Data/Images/Normal/0010.JPG,
		candle,train,normal,candle/Data/Images/Normal/0009.JPG,
		candle,test,normal,candle/Data/Images/Normal/0011.JPG,
		candle,test,anomaly,candle/Data/Images/Anomaly/001.JPG,candle/Data/Masks/Anomaly/001.png
		candle,test,anomaly,candle/Data/Images/Anomaly/000.JPG,candle/Data/Masks/Anomaly/000.png
		pcb1,train,normal,pcb1/Data/Images/Normal/0000.JPG,
		""";
	private static final String ANNOTATIONS = """
		image,label,mask
		candle/Data/Images/Normal/0011.JPG,normal,
		candle/Data/Images/Anomaly/000.JPG,wax melded out of the candle,candle/Data/Masks/Anomaly/000.png
		candle/Data/Images/Anomaly/001.JPG,"weird candle wick,chunk of wax missing",candle/Data/Masks/Anomaly/001.png
		""";

	@TempDir
	Path root;
	private Path candle;

	@BeforeEach
	void images() throws IOException {
		candle = root.resolve("candle");
		for (String name : List.of("Images/Normal/0009.JPG", "Images/Normal/0010.JPG", "Images/Normal/0011.JPG",
			"Images/Anomaly/000.JPG", "Images/Anomaly/001.JPG", "Masks/Anomaly/000.png", "Masks/Anomaly/001.png"))
		{
			Path file = candle.resolve("Data").resolve(name);
			Files.createDirectories(file.getParent());
			Files.createFile(file);
		}
		Files.createDirectory(root.resolve("split_csv"));
		split(SPLIT);
	}

	private void split(String text) throws IOException {
		Files.writeString(root.resolve("split_csv/1cls.csv"), text);
	}

	private String failure() {
		return assertThrows(IOException.class, () -> ImageSet.open(candle)).getMessage();
	}

	@Test
	void theOfficialSplitDividesACategory() throws IOException {
		Files.writeString(candle.resolve("image_anno.csv"), ANNOTATIONS);
		ImageSet set = ImageSet.open(candle);
		assertEquals(ImageSet.Layout.VISA, set.layout());
		assertEquals(List.of("Data/Images/Normal/0009.JPG", "Data/Images/Normal/0010.JPG"), set.normals().stream().map(
			Sample::name).toList());
		assertEquals(List.of("Data/Images/Anomaly/000.JPG", "Data/Images/Anomaly/001.JPG", "Data/Images/Normal/0011.JPG"), set
			.test().stream().map(Sample::name).toList());
		assertEquals(List.of("wax melded out of the candle", "chunk of wax missing, weird candle wick", "good"), set.test()
			.stream().map(Sample::kind).toList());
		assertEquals(Optional.of(candle.resolve("Data/Masks/Anomaly/001.png")), set.test().get(1).mask());
		assertEquals(List.of(), set.withoutMask());
	}

	@Test
	void withoutAnnotationsTheKindIsNotKnown() throws IOException {
		assertEquals(List.of("anomalous", "anomalous", "good"), ImageSet.open(candle).test().stream().map(Sample::kind)
			.toList());
	}

	@Test
	void withoutTheSplitNoImageIsKnownToBeNew() throws IOException {
		Files.delete(root.resolve("split_csv/1cls.csv"));
		String failure = failure();
		assertTrue(failure.startsWith(candle + ": a category of VisA, which " + root.resolve("split_csv").resolve("1cls.csv")),
			failure);
		assertTrue(failure.contains("image, label, mask and split") && failure.endsWith(Path.of("Images", "Normal")
			.toString()), failure);
		assertEquals(3, ImageSet.open(candle.resolve("Data/Images/Normal")).normals().size());
	}

	@Test
	void errorsInTheSplitAreNamed() throws IOException {
		Files.delete(candle.resolve("Data/Masks/Anomaly/000.png"));
		assertTrue(failure().contains("1cls.csv, line 6: the mask \"candle/Data/Masks/Anomaly/000.png\" is missing"));
		split("object,split,label,image,mask\npcb1,train,normal,pcb1/x.JPG,\nfryum,train,normal,fryum/x.JPG,\n");
		assertTrue(failure().endsWith("has no row for the object candle, found pcb1, fryum"));
	}

	@Test
	void annotationsMustAgreeWithTheSplit() throws IOException {
		Files.writeString(candle.resolve("image_anno.csv"), ANNOTATIONS.replace("wax melded out of the candle", "normal"));
		String failure = failure();
		assertTrue(failure.contains("image_anno.csv, line 3: Data/Images/Anomaly/000.JPG is labelled \"normal\"") && failure.endsWith(
			"1cls.csv says that it is anomalous"), failure);
		Files.writeString(candle.resolve("image_anno.csv"), ANNOTATIONS.replace("0011.JPG,normal", "0011.JPG,wax"));
		assertTrue(failure().endsWith("is labelled \"wax\", but split_csv/1cls.csv says that it is normal"), failure());
	}

	@Test
	void aKindIsNotMadeOfNothing() throws IOException {
		Files.writeString(candle.resolve("image_anno.csv"), ANNOTATIONS.replace("weird candle wick,", "weird candle wick,, ,"));
		assertEquals("chunk of wax missing, weird candle wick", ImageSet.open(candle).test().get(1).kind());
	}

	@Test
	void twoLayoutsAtOnceAreRefused() throws IOException {
		Files.createDirectories(candle.resolve("test/good"));
		assertTrue(failure().startsWith(candle + ": found the folders of VisA (Data/Images) and those of MVTec AD"));
	}

	@Test
	void theFolderOfAllCategoriesIsNoSetButABenchmark() throws IOException {
		String failure = assertThrows(IOException.class, () -> ImageSet.open(root)).getMessage();
		assertTrue(failure.contains("candle below it is a set of its own"), failure);
		Categories all = Categories.in(root);
		assertEquals(List.of("candle"), List.copyOf(all.sets().keySet()));
		assertEquals(List.of("split_csv"), List.copyOf(all.left().keySet()));
	}
}
