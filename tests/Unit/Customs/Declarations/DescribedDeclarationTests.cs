using Entrepot.Customs.Domain.Declarations.Describing;
using Entrepot.Customs.Domain.Declarations.Messages;

namespace Entrepot.Unit.Customs.Declarations;

/// <summary>HMRC's samples, scenario by scenario: described in our own words, and written again from them.</summary>
public sealed class DescribedDeclarationTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    /// <summary>These two name a further classification before the commodity code; the schema leaves the order to the trader.</summary>
    private static readonly string[] OtherOrder = ["New_Export_CUS_Code_Sample.xml", "Step1_TT_IM165a.xml"];

    [Fact]
    public void Every_sample_is_written_again_from_our_description_of_it()
    {
        var differences = new List<string>();
        foreach (var (file, message, declaration) in Samples())
        {
            var (again, _, problems) = WriteDeclaration.From(DescribeDeclaration.Of(declaration));
            problems.ShouldBeEmpty(file);
            var metaData = new Field(message.MetaData.Rule);
            foreach (var part in message.MetaData.Parts) metaData.Append(part == declaration ? again : part);
            if (SameMessage.Difference(MessageWriter.Write(message), MessageWriter.Write(message with { MetaData = metaData })) is { } difference) differences.Add($"{file}: {difference}");
        }

        differences.ShouldAllBe(difference => OtherOrder.Any(difference.StartsWith));
    }

    [Fact]
    public void What_customs_published_passes_our_checks()
    {
        var refused = new List<string>();
        foreach (var (file, _, declaration) in Samples())
            refused.AddRange(DraftDeclaration.Of(DescribeDeclaration.Of(declaration), Today).Problems
                .Where(problem => problem.Code != "customs.declaration_country" || !problem.Message.ToString().Contains("'Z", StringComparison.Ordinal)) // Countries that HMRC made up for its tests.
                .Select(problem => $"{file}: {problem.Message}"));

        refused.ShouldBeEmpty();
    }

    private static IEnumerable<(string File, CustomsMessage Message, Field Declaration)> Samples()
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Find("customs/hmrc-cds/samples"), "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)).Order())
        {
            using var stream = File.OpenRead(file);
            if (MessageReader.Read(stream) is { IsOk: true, Value: { Declaration: { } declaration } message }) yield return (Path.GetFileName(file), message, declaration);
        }
    }
}
