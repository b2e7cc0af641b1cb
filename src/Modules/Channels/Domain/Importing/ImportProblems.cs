using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>Every reason why a file or an import is turned away, with what to do about it.</summary>
internal static class ImportProblems
{
    public static Problem ProfileNotFound(string code) => Problem.NotFound("channels.profile_not_found", $"There is no mapping profile '{code}'. Choose one under Channels, Profiles, or add it.");
    public static Problem ProfileMalformed(Sentence why) => Problem.Invalid("channels.profile_malformed", $"The mapping profile cannot be used. {why}", "profile");
    public static Problem NoFile() => Problem.Invalid("channels.import_no_file", "There is no file to import. Name files, or a folder that holds some.", "file");
    public static Problem TooManyFiles(int max) => Problem.Invalid("channels.import_too_many_files", $"Send at most {max} files at once, or pack them into one zip.", "file");
    public static Problem FileNotFound(string path) => Problem.NotFound("channels.import_file_not_found", $"There is no file or folder '{path}'. Check the path.");
    public static Problem FileUnreadable(string why) => Problem.Invalid("channels.import_file_unreadable", $"The file cannot be read: {why} Check it and the rights on it.", "file");
    public static Problem Empty() => Problem.Invalid("channels.import_file_empty", "The file is empty. Export it again.", "file");
    public static Problem Truncated() => Problem.Invalid("channels.import_file_truncated", "The compressed file ends in the middle or is damaged. Nothing of it was imported; transfer it again.", "file");
    public static Problem TooLarge(long max) => Problem.Invalid("channels.import_file_too_large", $"The file holds more than {max >> 30} GB. Split it.", "file");
    public static Problem NotText() => Problem.Invalid("channels.import_not_text", "The file is not text: it holds zero bytes. Export it as CSV.", "file");
    public static Problem Workbook() => Problem.Invalid("channels.import_workbook", "The file is a spreadsheet, not CSV. Save it as 'CSV UTF-8' and import that.", "file");
    public static Problem ZipWithoutFiles() => Problem.Invalid("channels.import_zip_empty", "The zip holds no .csv, .tsv or .txt file. Put the files in, without folders inside folders of other zips.", "file");
    public static Problem BrokenEncoding(string encoding, long offset) => Problem.Invalid("channels.import_broken_encoding", $"At byte {offset} the file is not {encoding}. Nothing of it was imported; export it as UTF-8, or set the encoding in the profile.", "file");
    public static Problem EncodingUnknown(string name) => ProfileMalformed($"'{name}' is not an encoding we read; use auto, utf-8, utf-16le, utf-16be, gb18030 or windows-1252.");
    public static Problem BrokenQuotes(Sentence why) => Problem.Invalid("channels.import_broken_quotes", $"The quotes are broken: {why}. Nothing of the file was imported; write a quote inside a quoted field twice, or set the profile's quote to empty.", "file");
    public static Problem RecordTooLong(int max) => Problem.Invalid("channels.import_record_too_long", $"A row is longer than {max >> 10} KB, mostly the sign of a quote that is not closed. Nothing of the file was imported; correct that row.", "file");
    public static Problem ColumnsMissing(IReadOnlyList<string> missing, IReadOnlyList<string> found) => Problem.Invalid("channels.import_columns_missing",
        $"The first row lacks these columns of the profile, without which no order can be read: {Quoted(missing)}. It reads {Quoted([.. found.Take(20)])}. Check that the delimiter and the headings are those of the profile.", "file");
    public static Problem ColumnRepeated(string heading) => Problem.Invalid("channels.import_column_repeated", $"The first row names the column '{heading}' twice, and the profile uses it. Rename or remove one of them.", "file");
    public static Sentence ColumnsLeftOut(IReadOnlyList<string> missing) => $"These columns of the profile were not found, and the orders were taken in without them: {Quoted(missing)}.";
    public static Problem TooScattered(int max) => Problem.Invalid("channels.import_too_scattered", $"More than {max} orders have their rows in several places of the files. Nothing was imported; sort the files by order number and import them again.", "file");
    public static Problem TooManyOrders(int max) => Problem.Invalid("channels.import_too_many_orders", $"The files hold more than {max} orders. Import them in several runs.", "file");
    public static Problem NotJson(string why) => Problem.Invalid("channels.import_not_json", $"The file is not the JSON that the profile expects: {why} Export it again.", "file");
    public static Problem JsonTooLarge(long max) => Problem.Invalid("channels.import_json_too_large", $"A JSON file may hold {max >> 20} MB. Split it.", "file");

    public static Problem Stopped(string by) => Problem.Conflict("channels.import_stopped", $"The import was stopped by {by}. What was accepted until then stays; importing the same files again goes on from there.");

    public static Problem ProfileShipped(string code) => Problem.Conflict("channels.profile_shipped", $"'{code}' is the code of a profile that comes with the product. Choose another code.") with { Field = "code" };
    public static Problem ProfileKnown(string code) => Problem.Conflict("channels.profile_known", $"There is a profile '{code}' already. Choose another code, or change that one.") with { Field = "code" };
    public static Problem ProfileChangedMeanwhile() => Problem.Conflict("channels.profile_changed_meanwhile", "Somebody else changed this profile meanwhile. Load it again and repeat your change.");
    public static Problem ProfileInUse(string code) => Problem.Conflict("channels.profile_in_use", $"An import waits for the profile '{code}' or runs by it. Wait until it has ended, or stop it.");
    public static Problem ProfileFault(string field, Sentence why) => Problem.Invalid("channels.profile_field", why, field);
    public static Problem SampleNotFound() => Problem.NotFound("channels.sample_not_found", "The sample file is gone. Send it again.");
    public static Problem SampleNotRows() => Problem.Invalid("channels.sample_not_rows", "The file holds JSON, not rows with columns. JSON orders are read by the profiles entrepot, amazon and shopify.", "file");

    private static string Quoted(IReadOnlyList<string> names) => string.Join(", ", names.Select(name => $"'{(name.Length > 60 ? name[..60] + "…" : name)}'"));
}
