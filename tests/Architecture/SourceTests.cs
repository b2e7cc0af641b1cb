using System.Text.RegularExpressions;

namespace Entrepot.Architecture;

/// <summary>House rules that can be read off the sources.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Sources.Files("src", ".cs").Concat(Sources.Files("src", ".razor")).Concat(Sources.Files("tests", ".cs"))
            .Where(file => !file.StartsWith("src/Migrations/", StringComparison.Ordinal) && Sources.Lines(file).Length > 400)
            .ShouldBeEmpty();

    [Fact]
    public void Sql_stands_only_under_Data() =>
        Sources.Files("src", ".cs")
            .Where(file => !file.Contains("/Data/", StringComparison.Ordinal) && !file.StartsWith("src/Migrations/", StringComparison.Ordinal))
            .SelectMany(file => Sources.Lines(file).Where(line => Sql().IsMatch(line)).Select(line => $"{file}: {line.Trim()}"))
            .ShouldBeEmpty();

    [Fact]
    public void Clock_and_chance_stand_only_in_the_kernel() =>
        Sources.Files("src", ".cs").Concat(Sources.Files("src", ".razor"))
            .Where(file => !file.StartsWith("src/Kernel/", StringComparison.Ordinal))
            .SelectMany(file => Sources.Lines(file).Where(line => ClockOrChance().IsMatch(line)).Select(line => $"{file}: {line.Trim()}"))
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() =>
        Sources.Files("src", ".cs").Concat(Sources.Files("src", ".razor")).Concat(Sources.Files("src", ".ts"))
            .SelectMany(file => Sources.Lines(file).Where(line => Unfinished().IsMatch(line)).Select(line => $"{file}: {line.Trim()}"))
            .ShouldBeEmpty();

    [Fact]
    public void Every_use_of_an_external_fact_is_data_with_a_source() =>
        Sources.Files("src", ".tsv").Where(file => file.Contains("/Rules/", StringComparison.Ordinal) && !Sources.Lines(file)[0].StartsWith('#'))
            .ShouldBeEmpty("the first line of a rule file names its source");

    [GeneratedRegex(@"""\s*(SELECT .* FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Sql();

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?(Now|Today)|Guid\.NewGuid|new Random\(|Random\.Shared")]
    private static partial Regex ClockOrChance();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex Unfinished();
}
