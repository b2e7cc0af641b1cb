using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Declarations.Messages;

namespace Entrepot.Unit.Customs.Declarations;

/// <summary>HMRC's own samples of declarations and notifications, through our model and back.</summary>
public sealed class OfficialMessagesTests
{
    /// <summary>As published, these are damaged: comments that do not end, and names that have lost their colons.</summary>
    private static readonly string[] Damaged = ["TT_EX022a_Declaration1_(Step1).xml", "TT_IM030a/03_DMSTAX.xml", "TT_IM084a.xml", "Step1_TT_IM222a.xml"];

    private static readonly Lazy<MessageFolder> Samples = new(() => CustomsMessageFiles.Read(SharedData.Find("customs/hmrc-cds/samples"), null).Value);

    [Fact]
    public void Every_sample_that_is_whole_is_read()
    {
        var refused = Samples.Value.Failures.Where(failure => failure.Step == "parse").ToList();

        refused.ShouldAllBe(failure => Damaged.Any(failure.File.EndsWith));
        Samples.Value.Parsed.ShouldBe(Samples.Value.Documents - refused.Count);
        Samples.Value.Parsed.ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Every_sample_that_is_read_is_written_again_to_an_equal_document() => Samples.Value.RebuiltEqual.ShouldBe(Samples.Value.Parsed);

    [Fact]
    public void What_we_write_is_valid_by_the_schema_where_the_sample_is()
    {
        Samples.Value.Schemas.ShouldNotBeNull();

        // Their dates have lost the code of their format.
        Samples.Value.Failures.Where(failure => failure.Step == "schema").ShouldAllBe(failure => failure.Reason.Contains("formatCode"));
        Samples.Value.Valid.ShouldBe(Samples.Value.Parsed - Samples.Value.Failures.Count(failure => failure.Step == "schema"));
    }

    [Fact]
    public void Our_own_check_finds_what_the_schema_finds()
    {
        var schemas = CdsSchemas.Open(SharedData.Find("customs/hmrc-cds/schemas")).Value;
        var differences = new List<string>();
        foreach (var file in Directory.EnumerateFiles(SharedData.Find("customs/hmrc-cds/samples"), "*.xml", SearchOption.AllDirectories).Order().Where((_, i) => i % 4 == 0))
        {
            using var stream = File.OpenRead(file);
            if (MessageReader.Read(stream) is not { IsOk: true, Value: var message }) continue;

            if (MessageCheck.Faults(message.MetaData).Count == 0 != (schemas.Check(message).Count == 0)) differences.Add(file);
            foreach (var broken in Broken(message))
                if (MessageCheck.Faults(broken.MetaData).Count == 0 != (schemas.Check(broken).Count == 0)) differences.Add($"{file} {string.Join("; ", MessageCheck.Faults(broken.MetaData).Concat(schemas.Check(broken)).Select(fault => fault.Message))}");
        }

        differences.ShouldBeEmpty();
    }

    /// <summary>The message with one fault each: without its function, twice the same reference, a value that is too long, the first two parts the other way round.</summary>
    private static IEnumerable<CustomsMessage> Broken(CustomsMessage message)
    {
        if (message.Declaration is not { } declaration || declaration["TypeCode"] == "INV") yield break;

        yield return With(message, Copy(declaration, declaration.Parts.Where(part => part.Rule.Name != "FunctionCode")));
        yield return With(message, Copy(declaration, declaration.Parts.SelectMany(part => part.Rule.Name == "FunctionalReferenceID" ? [part, part] : new[] { part })));
        yield return With(message, Copy(declaration, declaration.Parts.Select(part => part.Rule.Name == "FunctionalReferenceID" ? new Field(part.Rule, new string('x', 36)) : part)));
        yield return With(message, Copy(declaration, declaration.Parts.Skip(1).Take(1).Concat(declaration.Parts.Take(1)).Concat(declaration.Parts.Skip(2))));
    }

    private static CustomsMessage With(CustomsMessage message, Field declaration) =>
        message with { MetaData = Copy(message.MetaData, message.MetaData.Parts.Select(part => part.Rule == declaration.Rule ? declaration : part)) };

    private static Field Copy(Field field, IEnumerable<Field> parts)
    {
        var copy = new Field(field.Rule, field.Value, field.Qualifier);
        foreach (var part in parts) copy.Append(part);
        return copy;
    }
}
