using System.Text.RegularExpressions;
using Entrepot.Inventory;
using Entrepot.Platform.Ui;
using Entrepot.Unit.Ui;
using Entrepot.Warehouse;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit.Warehouse;

/// <summary>What the pages of stock and floor say, they say in Chinese as well.</summary>
public sealed partial class FloorWordsTests
{
    private static readonly Words Words = new([typeof(Words).Assembly, typeof(InventoryModule).Assembly, typeof(WarehouseModule).Assembly], NullLogger<Words>.Instance);

    [Theory]
    [InlineData("Inventory")]
    [InlineData("Warehouse")]
    public void Every_word_has_a_translation(string module) =>
        Sources(module).SelectMany(source => Key().Matches(source)).Select(match => match.Groups["key"].Value)
            .Where(key => Words.Find("zh-CN", key) is null).Distinct().ShouldBeEmpty();

    private static IEnumerable<string> Sources(string module) =>
        Directory.GetFiles(Path.Combine(Kit.Sources, "Modules", module), "*.*", SearchOption.AllDirectories)
            .Where(file => (file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [GeneratedRegex(@"(?:\bL|\bwords)(?:\.Plural\([^""]*""[^""]*"", |\[)""(?<key>(?:[^""\\]|\\.)+)""|(?:StatusWord\(|new\()Tone\.\w+, ""(?<key>[^""]+)""|NavEntry\(""[^""]+"", ""(?<key>[^""]+)""")]
    private static partial Regex Key();
}
