using System.Text.RegularExpressions;

namespace Entrepot.Architecture;

/// <summary>What lets servers of two releases work side by side on one database.</summary>
internal static partial class MigrationRules
{
    /// <summary>Until here everything was released together.</summary>
    private const int LastBefore = 24;

    public static readonly Rule[] All =
    [
        new("A step of the schema only adds, or says that it takes away", TakingAway)
        {
            Breaks =
            [
                ("src/Migrations/M0031Tidy.cs", Step("0031_Tidy", "migrationBuilder.DropColumn(\"note\", \"orders_order\");")),
                ("src/Migrations/M0031Tidy.cs", Step("0031_Tidy", "migrationBuilder.RenameColumn(\"note\", \"orders_order\", \"remark\");")),
                ("src/Migrations/M0031Tidy.cs", Step("0031_Tidy", "migrationBuilder.DropTable(\"orders_note\");")),
                ("src/Migrations/M0031Tidy.cs", Step("0031_Tidy", "migrationBuilder.RenameTable(\"orders_note\", newName: \"orders_remark\");")),
                ("src/Migrations/M0031Tidy.cs", Step("0031_Tidy", "migrationBuilder.AlterColumn<string>(\"note\", \"orders_order\", maxLength: 8);")),
                ("src/Migrations/M0031Tidy.cs", Step("0031_Tidy", "migrationBuilder.Sql(\"ALTER TABLE orders_order DROP COLUMN note\");")),
                ("src/Migrations/M0031Note.cs", Step("0031_Note", "migrationBuilder.AddColumn<string>(\"note\", \"orders_order\", nullable: false);")),
                ("src/Migrations/M0031Note.cs", Step("0031_Note", "migrationBuilder.AddColumn<long>(\"note\", \"orders_order\");")),
            ],
            Keeps =
            [
                ("src/Migrations/M0031Tidy.cs", Step("0031_Tidy_contract", "migrationBuilder.DropColumn(\"note\", \"orders_order\");")),
                ("src/Migrations/M0031Note.cs", Step("0031_Note", "migrationBuilder.AddColumn<string>(\"note\", \"orders_order\", nullable: true);")),
                ("src/Migrations/M0031Note.cs", Step("0031_Note", "migrationBuilder.AddColumn<string>(\"note\", \"orders_order\", nullable: false, defaultValue: \"\");")),
                ("src/Migrations/M0031Note.cs", Step("0031_Note", "migrationBuilder.DropIndex(\"ix_orders_order_note\", \"orders_order\");")),
                ("src/Migrations/M0018OrderLists.cs", Step("0018_OrderLists", "migrationBuilder.DropColumn(\"note\", \"orders_order\");")),
            ],
        },
    ];

    private static IEnumerable<string> TakingAway(SourceTree tree) =>
        from file in tree.Files("src/Migrations/", ".cs")
        where Number().Match(file.Name) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) > LastBefore && !file.Text.Contains("_contract\")", StringComparison.Ordinal)
        from found in Takes().Matches(file.Text).Concat(Adds().Matches(file.Text).Where(added => !Harmless().IsMatch(added.Value)))
        select $"{file.Path}: {found.Value}";

    private static string Step(string id, string body) => $"[DbContext(typeof(EntrepotDb)), Migration(\"{id}\")]\nclass M {{ void Up() {{ {body} }} }}";

    [GeneratedRegex(@"^M(\d{4})")]
    private static partial Regex Number();

    [GeneratedRegex(@"\.(DropColumn|DropTable|DropPrimaryKey|RenameColumn|RenameTable|AlterColumn)\b|\b(DROP (COLUMN|TABLE)|RENAME (COLUMN|TO)|ALTER COLUMN)\b")]
    private static partial Regex Takes();

    [GeneratedRegex(@"\.AddColumn<[^;]*;")]
    private static partial Regex Adds();

    /// <summary>An older program that adds a row says nothing of the new column.</summary>
    [GeneratedRegex(@"nullable: true|defaultValue")]
    private static partial Regex Harmless();
}
