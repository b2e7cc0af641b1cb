using System.CommandLine;
using System.Globalization;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Brings tariffs in, takes them back, and says what a code pays on a day. Tariffs hold for every company, in whichever cell it lives.</summary>
internal static class CustomsTariffCommands
{
    public static Command Build(ModuleList modules, CommonOptions common) => new("tariff", "Tariffs: import editions, take one back, look a code up.")
    {
        Import(modules, common),
        Rate(modules, common),
        List(modules, common),
        RollBack(modules, common),
    };

    private static Command Import(ModuleList modules, CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "The HTS as JSON from hts.usitc.gov (plain, .gz, .zip), or a CSV file with the columns code, description, general, special, other, units." };
        var from = new Option<DateOnly?>("--valid-from") { Description = "First day it holds, as 2026-06-08 (default: known from the name of an HTS file; else today, and said so).", HelpName = "DAY" };
        var destination = new Option<string?>("--destination") { Description = "Whose tariff a CSV file is, as BR.", HelpName = "COUNTRY" };
        var currency = new Option<string?>("--currency") { Description = "Of a CSV file's amounts, as BRL.", HelpName = "CODE" };
        var title = new Option<string?>("--title") { Description = "Name of the edition (default: from the file's name)." };
        var command = new Command("import", "Import one edition of a tariff; the same file again changes nothing.") { file, from, destination, currency, title, common.Json };
        command.SetAction((parse, ct) => ImportAsync(
            modules, common.Read(parse, isDemo: false),
            new(parse.GetValue(file) ?? "", parse.GetValue(from), parse.GetValue(destination), parse.GetValue(currency), parse.GetValue(title)), parse.GetValue(common.Json), ct));
        return command;
    }

    private static Command Rate(ModuleList modules, CommonOptions common)
    {
        var code = new Argument<string>("code") { Description = "Tariff code of 6 to 10 digits, with or without dots." };
        var origin = new Option<string>("--origin") { Description = "Country of origin, as CN.", HelpName = "COUNTRY", DefaultValueFactory = _ => "" };
        var date = new Option<DateOnly?>("--date") { Description = "Day whose law applies (default: today).", HelpName = "DAY" };
        var destination = new Option<string>("--destination") { Description = "Country of import.", HelpName = "COUNTRY", DefaultValueFactory = _ => "US" };
        var command = new Command("rate", "Every duty on a code, each with its rule, words, source and validity.") { code, origin, date, destination, common.Json };
        command.SetAction((parse, ct) => RateAsync(
            modules, common.Read(parse, isDemo: false), parse.GetValue(code) ?? "", (parse.GetValue(destination) ?? "US").ToUpperInvariant(), (parse.GetValue(origin) ?? "").ToUpperInvariant(), parse.GetValue(date), parse.GetValue(common.Json), ct));
        return command;
    }

    private static Command List(ModuleList modules, CommonOptions common)
    {
        var command = new Command("list", "The editions that were imported.") { common.Json };
        command.SetAction((parse, ct) => ListAsync(modules, common.Read(parse, isDemo: false), parse.GetValue(common.Json), ct));
        return command;
    }

    private static Command RollBack(ModuleList modules, CommonOptions common)
    {
        var destination = new Option<string>("--destination") { Description = "Whose tariff.", HelpName = "COUNTRY", DefaultValueFactory = _ => "US" };
        var command = new Command("rollback", "Take the edition that was imported last back: what held before it holds again.") { destination, common.Json };
        command.SetAction((parse, ct) => RollBackAsync(modules, common.Read(parse, isDemo: false), (parse.GetValue(destination) ?? "US").ToUpperInvariant(), parse.GetValue(common.Json), ct));
        return command;
    }

    private static async Task<int> ImportAsync(ModuleList modules, RunOptions options, TariffFileToImport file, bool json, CancellationToken ct)
    {
        await using var services = await Services.ForCommandAsync(modules, options, ct);
        await using var scope = await ScopeAsync(services, ct);
        var imported = await scope.ServiceProvider.GetRequiredService<ITariffImport>().ImportAsync(file, ct);
        if (imported.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());

        var cells = await services.GetRequiredService<SharedData>().BringAsync(comparesAll: false, ct);
        var edition = imported.Value;
        Output.Write(json, new
        {
            id = edition.Id,
            schedule = edition.Schedule,
            destination = edition.Destination,
            title = edition.Title,
            validFrom = edition.ValidFrom,
            validFromAssumed = edition.IsDayAssumed,
            lines = edition.Lines,
            eightDigit = edition.EightDigit,
            tenDigit = edition.TenDigit,
            computed = edition.Computed,
            reasoned = edition.Reasoned,
            unknown = edition.Unknown,
            changed = edition.Changed,
            changedGeneral = edition.ChangedGeneral,
            added = edition.Added,
            removed = edition.Removed,
            yours = edition.Yours,
            against = edition.Against,
            isNew = edition.IsNew,
            refused = edition.Refused.Count,
            refusedRows = edition.Refused.Select(row => new { row = row.Row, code = row.Code, why = row.Why.ToString() }),
            cells = cells.Select(cell => new { cell = cell.Cell, rows = cell.Rows, failure = cell.Failure }),
        }, Words(edition));
        return 0;
    }

    private static string[] Words(TariffImported edition) =>
    [
        edition.IsNew ? $"{edition.Title}, in force from {Day(edition.ValidFrom)}{(edition.IsDayAssumed ? " (no file or option says it: taken to be today)" : "")}" : $"{edition.Title}: known already, nothing was changed",
        $"{edition.Lines:N0} rows, {edition.EightDigit:N0} lines of eight digits: {edition.Computed:N0} computed, {edition.Reasoned:N0} with a reason why not, {edition.Unknown:N0} not understood",
        .. edition.Against is null ? Array.Empty<string>() : [$"{edition.Changed:N0} codes changed rate against {edition.Against}{(edition.Yours is { } yours ? $", {yours:N0} of them yours" : "")}; {edition.Added:N0} new, {edition.Removed:N0} gone"],
        .. edition.Refused.Select(row => $"row {row.Row} ({row.Code}) was left out: {row.Why}"),
    ];

    private static async Task<int> RateAsync(ModuleList modules, RunOptions options, string code, string destination, string origin, DateOnly? date, bool json, CancellationToken ct)
    {
        await using var services = await Services.ForCommandAsync(modules, options, ct);
        await using var scope = await ScopeAsync(services, ct);
        var on = date ?? DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var found = await scope.ServiceProvider.GetRequiredService<ITariffRates>().FindAsync(code, destination, origin, on, ct);
        if (found.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());

        var answer = found.Value;
        Output.Write(json, new
        {
            code = answer.Code,
            destination = answer.Destination,
            origin = answer.Origin,
            date = answer.On,
            description = answer.Description,
            units = answer.Units,
            edition = answer.Edition,
            components = answer.Components.Select(part => new
            {
                kind = part.Kind,
                ruleId = part.RuleId,
                label = part.Label.ToString(),
                text = part.Text,
                applied = part.IsApplied,
                computed = part.IsComputed,
                ratePercent = part.AdValoremPpm / 10_000m,
                needs = part.Needs,
                reason = part.Reason?.ToString(),
                source = part.Source,
                validFrom = part.ValidFrom,
                validTo = part.ValidTo,
            }),
            notes = answer.Notes.Select(note => note.ToString()),
        },
        [
            $"{answer.Code} {answer.Description}",
            .. answer.Components.Select(part => $"{(part.IsApplied ? "" : "(not charged) ")}{part.Label}: {part.Text} [{part.RuleId}, {Day(part.ValidFrom)} to {(part.ValidTo is { } to ? Day(to) : "further notice")}] {part.Reason} {part.Source}"),
            .. answer.Notes.Select(note => note.ToString()),
        ]);
        return 0;
    }

    private static async Task<int> ListAsync(ModuleList modules, RunOptions options, bool json, CancellationToken ct)
    {
        await using var services = await Services.ForCommandAsync(modules, options, ct);
        await using var scope = await ScopeAsync(services, ct);
        var editions = await scope.ServiceProvider.GetRequiredService<ITariffImport>().EditionsAsync(ct);
        Output.Write(json, new { editions }, editions.Select(Line));
        return 0;
    }

    private static async Task<int> RollBackAsync(ModuleList modules, RunOptions options, string destination, bool json, CancellationToken ct)
    {
        await using var services = await Services.ForCommandAsync(modules, options, ct);
        await using var scope = await ScopeAsync(services, ct);
        var taken = await scope.ServiceProvider.GetRequiredService<ITariffImport>().RollBackAsync(destination, ct);
        if (taken.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());

        await services.GetRequiredService<SharedData>().BringAsync(comparesAll: false, ct);
        Output.Write(json, new { withdrawn = taken.Value }, [$"Taken back: {Line(taken.Value)}"]);
        return 0;
    }

    private static async Task<AsyncServiceScope> ScopeAsync(IServiceProvider services, CancellationToken ct)
    {
        var company = await FirstCompany.EnsureAsync(
            services, Founding.Empty,
            administrator => Console.Error.WriteLine($"Founded the first company. Sign in as {administrator.UserName} with the password {administrator.Password} (shown only now)."), ct);
        return services.As(company.Id, "command line");
    }

    private static string Line(TariffEditionInfo edition) =>
        $"{edition.Destination} {edition.Title}: {Day(edition.ValidFrom)} to {(edition.ValidTo is { } to ? Day(to) : "further notice")}; {edition.EightDigit:N0} lines, {edition.Changed:N0} changed{(edition.WithdrawnAt is null ? "" : ", taken back")}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
