using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Entrepot.Bench;
using Entrepot.Journey.Contracts;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Server.Commands;

/// <summary>Tries rules on orders that are written in a file, and measures how fast rules are asked. Both need no company and change nothing.</summary>
internal static class RulesCommand
{
    public static Command Build(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "The document of rules: {\"rules\": […]}." };
        var orders = new Option<string>("--orders") { Description = "One order a line, in the JSON of POST /api/v1/orders.", HelpName = "FILE", Required = true };
        var channel = new Option<string?>("--channel") { Description = "The shop the orders came from; without it conditions on the shop are false.", HelpName = "CODE" };
        var currency = new Option<string>("--currency") { Description = "The company's currency, for facts that are compared over all shops.", DefaultValueFactory = _ => "EUR" };
        var at = new Option<DateTime?>("--at") { Description = "The moment of the decision, UTC; default: now.", HelpName = "TIME" };
        var test = new Command("test", "Which rules fire on the orders of a file, why, and what they do. Nothing is written.") { file, orders, channel, currency, at, common.Json };
        test.SetAction((parse, ct) => TestAsync(parse.GetValue(file) ?? "", parse.GetValue(orders) ?? "", parse.GetValue(channel), parse.GetValue(currency) ?? "EUR", parse.GetValue(at), parse.GetValue(common.Json), ct));

        var rules = Count("--rules", "How many rules.", 100);
        var conditions = Count("--conditions", "How many conditions each rule has.", 10);
        var asked = Count("--orders", "How many orders the rules are asked about, after the warm-up.", 100_000);
        var bench = new Command("bench", "Ask many rules about many orders, and report how many a second of one processor.") { rules, conditions, asked, common.Json };
        bench.SetAction(parse => Bench(parse.GetValue(rules), parse.GetValue(conditions), parse.GetValue(asked), parse.GetValue(common.Json)));
        return new Command("rules", "The company's if-then rules.") { test, bench };
    }

    private static async Task<int> TestAsync(string file, string ordersFile, string? channel, string currency, DateTime? at, bool json, CancellationToken ct)
    {
        var missing = Array.Find([file, ordersFile], path => !File.Exists(path));
        if (missing is not null) return Output.Fail(json, $"There is no file {missing}.");

        var now = at is { } asked ? DateTime.SpecifyKind(asked, DateTimeKind.Utc) : TimeProvider.System.GetUtcNow().UtcDateTime;
        var compiled = RuleText.Compile(await File.ReadAllTextAsync(file, ct), DateOnly.FromDateTime(now));
        if (compiled.Problem is { } refused) return Output.Fail(json, refused.Message.ToString());

        var answers = new List<object>();
        var lines = new List<string>(compiled.Value.Warnings.Select(warning => $"warning: {warning}"));
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(ordersFile, ct))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var facts = OrderText.Facts(line, channel, currency, now);
            if (facts.Problem is { } problem) return Output.Fail(json, string.Create(CultureInfo.InvariantCulture, $"{ordersFile}, line {number}: {problem.Message}"));
            var outcome = compiled.Value.Evaluate(facts.Value);
            answers.Add(Answer(number, facts.Value, outcome, compiled.Value));
            lines.Add(Line(facts.Value, outcome));
        }

        Output.Write(json, new { orders = answers, warnings = compiled.Value.Warnings.Select(warning => warning.ToString()) }, lines);
        return 0;
    }

    private static object Answer(int line, RuleFacts facts, RuleOutcome outcome, IRuleSet rules) => new
    {
        line,
        order = facts.ExternalNumber,
        rules = outcome.Matched.Zip(outcome.Trace.Alternatives, (match, why) => new { rule = match.Rule, why = why.Note.ToString(), actions = JsonSerializer.Deserialize<JsonElement>(match.Actions) }),
        actions = new
        {
            holds = outcome.Holds.Select(hold => new { code = hold.Code, message = hold.Message.ToString() }),
            tags = outcome.Tags,
            notes = outcome.Notes,
            warehouses = outcome.Warehouses,
            blockedWarehouses = outcome.BlockedWarehouses,
            strategy = outcome.Strategy,
            service = outcome.Service,
            blockedServices = outcome.BlockedServices,
            priority = outcome.Priority,
        },
        absent = rules.Absent(facts),
    };

    private static string Line(RuleFacts facts, RuleOutcome outcome) => outcome.Matched.Count == 0
        ? $"{facts.ExternalNumber}: no rule fires"
        : $"{facts.ExternalNumber}: {string.Join("; ", outcome.Trace.Alternatives.Select(match => $"{match.Name} → {match.Value} (because {match.Note})"))}";

    private static int Bench(int rules, int conditions, int orders, bool json)
    {
        var run = RulesBench.Run(rules, conditions, orders);
        if (run.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());
        var report = run.Value;
        Output.Write(json, report,
        [
            $"{report.EvaluationsPerSecond:N0} rules of {report.Conditions} conditions asked a CPU second, {report.OrdersPerSecond:N0} orders with {report.Rules} rules each",
            $"{report.MatchesPerOrder:N2} rules matched an order; {report.BytesPerEvaluation:N2} bytes allocated a rule, explanations included",
        ]);
        return 0;
    }

    private static Option<int> Count(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1) result.AddError($"{name} is at least 1.");
        });
        return option;
    }
}
