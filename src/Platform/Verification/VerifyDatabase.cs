using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Verification;

/// <summary>Checks every promise for every company, while the system runs.</summary>
public static class VerifyDatabase
{
    private const string Reached = "Every company can be reached";

    /// <summary>One report per promise, over all cells. What is wrong begins with the company's code.</summary>
    /// <param name="part">What of an installation with several databases is looked at; restored copies stand alone.</param>
    public static async Task<IReadOnlyList<VerificationReport>> RunAsync(IServiceProvider services, CancellationToken ct, DatabasePart part = DatabasePart.All)
    {
        var results = new List<(string Company, VerificationResult Result)>();
        foreach (var company in (await CompaniesAsync(services, ct)).Where(company => part == DatabasePart.All || company.Cell is null))
        {
            try
            {
                await using var scope = services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(company.Id, "verify");
                await using var state = await OneState.OpenAsync(scope.ServiceProvider.GetRequiredService<EntrepotDb>(), ct);
                foreach (var verification in scope.ServiceProvider.GetServices<IVerification>().Where(one => part != DatabasePart.Cell || one is not IdsLieBelowTheNextBlock)) results.Add((company.Code, await verification.RunAsync(ct)));
            }
            catch (CompanyUnavailableException unavailable)
            {
                results.Add((company.Code, new(Reached, 1, [unavailable.Message])));
            }
        }

        var databases = services.GetRequiredService<Databases>();
        foreach (var cell in databases.Cells.Where(cell => cell.IsHome || !cell.IsAway))
        {
            await using var whole = databases.Open(cell);
            foreach (var verification in whole.ServiceProvider.GetServices<IDatabaseVerification>()) results.Add((cell.IsHome ? "" : cell.Code, await verification.RunAsync(ct)));
        }

        return [.. results.GroupBy(result => result.Result.Name, StringComparer.Ordinal).Select(promise => new VerificationReport(
            promise.Key,
            promise.Sum(one => one.Result.Examined),
            promise.Sum(one => one.Result.Count),
            [.. promise.SelectMany(one => one.Result.Wrong.Select(wrong => one.Company.Length == 0 ? wrong : $"{one.Company}: {wrong}")).Take(VerificationResult.WrongMax)],
            promise.Select(one => one.Result.Skipped).FirstOrDefault(reason => reason is not null)))];
    }

    private static async Task<List<Tenant>> CompaniesAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().Where(company => company.MovedTo == null).OrderBy(company => company.Id).ToListAsync(ct);
    }
}

/// <summary>Which of an installation's databases are looked at.</summary>
public enum DatabasePart
{
    /// <summary>The home, and every cell that answers.</summary>
    All,

    /// <summary>The home alone, with the companies that live in it.</summary>
    Home,

    /// <summary>A cell alone; the home gives it its ids, so it cannot tell whether they will be given twice.</summary>
    Cell,
}

/// <param name="Count">How many things are wrong; the first of them are named.</param>
public sealed record VerificationReport(string Name, long Examined, long Count, IReadOnlyList<string> Wrong, string? Skipped)
{
    public bool Ok => Count == 0;

    /// <summary>One line for people, and one for each thing that is wrong.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Skipped is null ? $"{(Ok ? "ok   " : "WRONG")} {Name} ({Examined:N0} examined{(Ok ? "" : $", {Count:N0} wrong")})" : $"-     {Name}: not checked, {Skipped}";
        foreach (var wrong in Wrong) yield return $"      {wrong}";
        if (Count > Wrong.Count) yield return $"      … and {Count - Wrong.Count:N0} more";
    }
}
