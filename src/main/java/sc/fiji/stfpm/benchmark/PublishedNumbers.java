package sc.fiji.stfpm.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

import sc.fiji.stfpm.evaluate.Evaluation;

/** What others published for STFPM on the categories of MVTec AD, with a ResNet-18; {@code docs/results.md} names them. */
final class PublishedNumbers {
	private static final String FILE = "mvtec-published.csv";
	/** Columns of the file and the metrics they are. */
	private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

	static {
		COLUMNS.put("image_auroc", Evaluation.IMAGE_AUROC);
		COLUMNS.put("pixel_auroc", Evaluation.PIXEL_AUROC);
		COLUMNS.put("aupro30", Evaluation.AUPRO_30);
		COLUMNS.put("image_f1max", Evaluation.IMAGE_F1_MAX);
	}

	/** Metrics by their names; those that were not published are left out. */
	record Row(String source, String category, Map<String, Double> values) {}

	private PublishedNumbers() {}

	/** All rows, source by source. */
	static List<Row> all() {
		List<Row> rows = new ArrayList<>();
		try (InputStream in = PublishedNumbers.class.getResourceAsStream(FILE);
				Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8))
		{
			for (CSVRecord line : CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
				Map<String, Double> values = new LinkedHashMap<>();
				COLUMNS.forEach((column, metric) -> {
					if (!line.get(column).isEmpty()) values.put(metric, Double.valueOf(line.get(column)));
				});
				rows.add(new Row(line.get("source"), line.get("category"), values));
			}
			return rows;
		}
		catch (IOException e) {
			throw new IllegalStateException(FILE + " of this software cannot be read", e);
		}
	}

	/** Those of one category; empty where it is not known. */
	static List<Row> of(String category) {
		return all().stream().filter(row -> row.category().equals(category)).toList();
	}
}
