using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Customs.Contracts;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>What baskets cost at their destination, from a file: one quote, or a list of them (docs/how-to/quote-landed-cost.md).</summary>
internal static class QuoteCommand
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions InEnglish = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new SentenceAsText() } };

    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "JSON with destination, shipFrom, currency, incoterm, shipping, insurance and lines (description, hsCode, origin, quantity, unitPrice, weightGrams of one piece), or a list of such." };
        var date = new Option<DateOnly?>("--date") { Description = "Day whose law applies (default: the file's, else today).", HelpName = "DAY" };
        var compare = new Option<DateOnly[]>("--compare") { Description = "Also the same under the law of these days.", HelpName = "DAY", AllowMultipleArgumentsPerToken = true };
        var keep = new Option<bool>("--keep") { Description = "Keep the quote: it is honoured for a week." };
        var command = new Command("quote", "Duty, import tax and fees of a basket, itemised with rules and sources.") { file, date, compare, keep, common.Json };
        command.SetAction((parse, ct) => RunAsync(
            modules, common.Read(parse, isDemo: false), parse.GetValue(file) ?? "", parse.GetValue(date), parse.GetValue(compare) ?? [], parse.GetValue(keep), parse.GetValue(common.Json), ct));
        return command;
    }

    private static async Task<int> RunAsync(ModuleList modules, RunOptions options, string path, DateOnly? date, DateOnly[] compare, bool keep, bool json, CancellationToken ct)
    {
        if (!File.Exists(path)) return Output.Fail(json, $"There is no file '{path}'.");
        IReadOnlyList<QuoteRequest> requests;
        bool isList;
        try
        {
            (requests, isList) = Read(await File.ReadAllTextAsync(path, ct));
        }
        catch (JsonException wrong)
        {
            return Output.Fail(json, $"'{path}' does not read as a quote: {wrong.Message}");
        }

        await using var services = await Services.ForCommandAsync(modules, options, ct);
        var company = await FirstCompany.EnsureAsync(
            services, Founding.Empty,
            administrator => Console.Error.WriteLine($"Founded the first company. Sign in as {administrator.UserName} with the password {administrator.Password} (shown only now)."), ct);
        await using var scope = services.As(company.Id, "command line");
        var quotes = scope.ServiceProvider.GetRequiredService<IQuotes>();
        var answers = await quotes.QuoteAsync(requests, date, keep, ct);
        var others = compare.Length == 0 || requests.Count == 0 ? [] : await quotes.CompareAsync(requests[0], compare, ct);

        if (json) Console.WriteLine(isList || others.Count > 0 ? JsonSerializer.Serialize(new { quotes = answers, compared = others }, InEnglish) : JsonSerializer.Serialize(answers[0], InEnglish));
        else foreach (var answer in answers.Concat(others)) Tell(answer);
        return answers.Any(answer => answer.Problem is not null) ? 1 : 0;
    }

    private static (IReadOnlyList<QuoteRequest> Requests, bool IsList) Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? (document.RootElement.Deserialize<List<QuoteRequest>>(Format) ?? [], true)
            : ([document.RootElement.Deserialize<QuoteRequest>(Format) ?? new()], false);
    }

    private static void Tell(QuoteAnswer answer)
    {
        if (answer.Problem is { } problem)
        {
            Console.WriteLine($"{answer.Reference} refused, {problem.Code}: {problem.Message}");
            return;
        }

        Console.WriteLine($"{answer.Reference} {answer.Date:yyyy-MM-dd}, {answer.Regime}: duty {answer.Duty}, import tax {answer.ImportTax}, fees {answer.Fees}, landed {answer.LandedTotal} {answer.Currency}{(answer.Id is null ? "" : $", kept as {answer.Id}")}");
        foreach (var line in answer.Lines)
            foreach (var charge in line.Charges) Console.WriteLine($"  line {line.Id}: {charge.Kind} {charge.Amount}: {charge.Explanation} [{charge.RuleId}; {charge.Source}]");
        foreach (var charge in answer.Charges) Console.WriteLine($"  {charge.Kind} {charge.Amount}: {charge.Explanation} [{charge.RuleId}; {charge.Source}]");
    }

    /// <summary>Scripts read a sentence as text, in English.</summary>
    private sealed class SentenceAsText : JsonConverter<Kernel.Sentence>
    {
        public override Kernel.Sentence? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException("Answers are only written.");

        public override void Write(Utf8JsonWriter writer, Kernel.Sentence value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
