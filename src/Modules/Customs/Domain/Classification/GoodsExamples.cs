using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Entrepot.Customs.Domain.Parties;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Classification;

/// <summary>
/// Goods with codes as public files have them, found below a folder by their names: HMRC's <c>search_references.json</c>,
/// <c>extra_references.csv</c> and <c>brands.csv</c>, the Harmonized System's words <c>harmonized-system.csv</c>, and the
/// newest export of the US tariff, <c>hts_….json.gz</c>; and a company's own <c>goods.csv</c> with description and code.
/// </summary>
internal sealed class GoodsExamples
{
    /// <summary>What each kind of file counts beside goods that people described; found by trying on goods kept apart.</summary>
    private const float KeywordWeight = 0.7f;
    private const float NomenclatureWeight = 0.5f;
    private const float TariffWeight = 0.2f;

    /// <summary>Of a tariff line's path the last steps say what it is.</summary>
    private const int TariffSteps = 3;

    private readonly HsNomenclature nomenclature = HsNomenclature.Shared;

    /// <summary>What people called goods: each fifth of these may be kept apart to measure with.</summary>
    public List<GoodsExample> Goods { get; } = [];

    /// <summary>What nomenclature, tariff and keyword table call them.</summary>
    public List<GoodsExample> Words { get; } = [];

    /// <summary>The files that were read.</summary>
    public List<string> Files { get; } = [];

    public static GoodsExamples ReadFrom(string folder)
    {
        var read = new GoodsExamples();
        foreach (var row in RuleFile.Rows(typeof(GoodsExamples).Assembly, "hs-keywords.tsv"))
            foreach (var words in row[0].Split(';')) read.Add(read.Words, words, row[1], KeywordWeight);
        if (!Directory.Exists(folder)) return read;

        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        foreach (var file in files)
            switch (Path.GetFileName(file))
            {
                case "search_references.json": read.References(file); break;
                case "extra_references.csv" or "goods.csv": read.Table(file, 0, 1); break;
                case "brands.csv": read.Table(file, 1, 0); break;
                case "harmonized-system.csv": read.Nomenclature(file); break;
            }

        if (files.FindLast(file => Path.GetFileName(file) is var name && name.StartsWith("hts_", StringComparison.Ordinal) && name.EndsWith(".json.gz", StringComparison.Ordinal)) is { } tariff) read.Tariff(tariff);
        return read;
    }

    /// <summary>
    /// Whether goods are kept apart: the first 32 bits of the SHA-256 of the description, in lower case and without blanks
    /// at its ends, divide by five.
    /// </summary>
    public static bool IsKeptApart(string description) =>
        uint.Parse(Hashing.Sha256(description.Trim().ToLowerInvariant()).AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 5 == 0;

    private void References(string file)
    {
        Files.Add(file);
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var one in json.RootElement.EnumerateObject()) Add(Goods, one.Name, one.Value.GetString() ?? "", 1);
    }

    private void Table(string file, int description, int code)
    {
        Files.Add(file);
        foreach (var row in QuotedRows.Of(File.ReadAllText(file), ','))
            if (row.Count > Math.Max(description, code)) Add(Goods, row[description], row[code].Length == 7 ? "0" + row[code] : row[code], 1);
    }

    private void Nomenclature(string file)
    {
        Files.Add(file);
        foreach (var row in QuotedRows.Of(File.ReadAllText(file), ','))
            if (row.Count > 4 && row[4] == "6") Add(Words, row[2], row[1], NomenclatureWeight);
    }

    private void Tariff(string file)
    {
        Files.Add(file);
        using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var json = JsonDocument.Parse(packed);
        var path = new List<string>();
        foreach (var line in json.RootElement.EnumerateArray())
        {
            var depth = int.Parse(line.GetProperty("indent").GetString() ?? "0", CultureInfo.InvariantCulture);
            if (path.Count > depth) path.RemoveRange(depth, path.Count - depth);
            path.Add(line.GetProperty("description").GetString() ?? "");
            var code = (line.GetProperty("htsno").GetString() ?? "").Replace(".", "", StringComparison.Ordinal);
            if (code.Length >= 8) Add(Words, string.Join(' ', path.TakeLast(TariffSteps)), code, TariffWeight);
        }
    }

    /// <summary>Leaves out what does not stand in the nomenclature: a few codes of the files are misprinted.</summary>
    private void Add(List<GoodsExample> to, string description, string code, float weight)
    {
        var digits = HsDigits.Of(code);
        if (digits.Length >= 6 && nomenclature.Knows(digits.First(6))) to.Add(new(description, digits.First(6).ToString(), weight));
    }
}
