package sc.fiji.stfpm.spark;

import java.io.PrintWriter;

import org.apache.spark.sql.SparkSession;

import picocli.CommandLine.Command;
import sc.fiji.stfpm.cli.StfpmCli;

/** What {@code spark-submit} runs. Exit codes: 0 for success, 1 for a failure or skipped files, 2 for wrong usage. */
@Command(name = "stfpm-spark", mixinStandardHelpOptions = true, versionProvider = StfpmCli.Version.class,
	description = "Judges images, and learns what normal looks like, on a cluster of Apache Spark.", subcommands = { DetectVerb.class, DetectPlaneVerb.class, TrainVerb.class },
	footer = { "", "Exit codes: 0 success, 1 failure or skipped files, 2 wrong usage." })
public final class StfpmSpark {
	private StfpmSpark() {}

	/** Runs one verb and ends the virtual machine with its exit code. */
	public static void main(String[] args) {
		System.setProperty("java.awt.headless", "true");
		System.exit(run(args, new PrintWriter(System.out, true), new PrintWriter(System.err, true)));
	}

	/** Runs one verb and returns its exit code. */
	public static int run(String[] args, PrintWriter out, PrintWriter err) {
		return StfpmCli.run(new StfpmSpark(), args, out, err);
	}

	/** The cluster that {@code spark-submit} named. */
	static SparkSession session(String name) {
		return builder(name).getOrCreate();
	}

	/** The same for jobs whose results are taken as they come, so that the sum of all is no load for the driver. */
	static SparkSession sessionOfResults(String name) {
		return builder(name).config("spark.driver.maxResultSize", "0").getOrCreate();
	}

	private static SparkSession.Builder builder(String name) {
		// The tables have more columns than the log shows without a warning.
		return SparkSession.builder().appName("STFPM " + name).config("spark.sql.debug.maxToStringFields", 100);
	}
}
