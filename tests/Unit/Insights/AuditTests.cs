using System.Net.Http.Json;
using Entrepot.Unit.Routes;

namespace Entrepot.Unit.Insights;

/// <summary>The record of changes over everything: found by what, who and words, and exported.</summary>
[Storage]
public sealed class AuditTests
{
    [Fact]
    public async Task A_change_is_found_by_what_it_was_by_its_words_and_in_the_export_and_by_nobody_who_may_not_see_it()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var admin = await host.ProgramAsync(ProductHost.Ours);
        (await admin.GetStringAsync("/audit?subject=role")).ShouldContain("No change matches these filters.");

        (await admin.PostAsJsonAsync("/api/v1/roles", new { name = "=Packers", permissions = new[] { "warehouse.pack" } })).EnsureSuccessStatusCode();

        var page = await admin.GetStringAsync("/audit?subject=role&q=PACKERS");
        page.ShouldContain("=Packers");
        page.ShouldContain("href=\"/users/roles/");
        (await admin.GetStringAsync("/audit?subject=user")).ShouldNotContain("=Packers");
        (await admin.GetStringAsync("/audit?from=2099-01-01")).ShouldContain("No change matches these filters.");
        (await admin.GetStringAsync("/audit/export.csv?subject=role")).ShouldContain("'=Packers", customMessage: "a spreadsheet would run it as a formula");

        using var clerk = await host.ProgramAsync(ProductHost.Ours, "orders.view");
        (await clerk.GetAsync("/audit")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }
}
