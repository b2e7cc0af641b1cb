using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Data;
using Entrepot.Tax.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Tax.Features;

/// <summary>Tax registrations for people: list, add with the first day, end with the last.</summary>
internal sealed class RegistrationPages(EditRegistrations edit, ChangeLog log, TimeProvider clock)
{
    private const string Path = "/tax/registrations";
    private const int NumberLengthMax = 40;
    private const int RegionLengthMax = 8;
    private const int ReasonLengthMax = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (RegistrationPages pages, CancellationToken ct) => await pages.ShowAsync(PostedForm.Blank, null, ct)).RequireAuthorization("finance.view");
        routes.MapPost(Path, async (PostedForm form, RegistrationPages pages, Text words, CancellationToken ct) => await pages.AddAsync(form, words, ct)).RequireAuthorization("finance.post");
        routes.MapGet(Path + "/{id:long}/end", async (long id, RegistrationPages pages, CancellationToken ct) => await pages.ShowAsync(PostedForm.Blank, id, ct)).RequireAuthorization("finance.post");
        routes.MapPost(Path + "/{id:long}/end", async (long id, PostedForm form, RegistrationPages pages, Text words, CancellationToken ct) => await pages.EndAsync(id, form, words, ct)).RequireAuthorization("finance.post");
    }

    private async Task<PageResult> ShowAsync(PostedForm form, long? ending, CancellationToken ct)
    {
        var rows = await edit.AllAsync(ct);
        var asked = rows.FirstOrDefault(row => row.Id == ending);
        if (ending is { } id && asked is null) return PageResult.Refused(TaxProblems.RegistrationNotFound(id));

        var view = new TaxRegistrationsView(rows, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), await log.OfAsync(EditRegistrations.Subject, ct), asked);
        return form.HasProblems ? PageResult.Invalid<TaxRegistrationsPage>(new { View = view, Posted = form }) : PageResult.Show<TaxRegistrationsPage>(new { View = view });
    }

    private async Task<PageResult> AddAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var kind = form.Choice<TaxRegistrationKind>("kind", required: true) ?? TaxRegistrationKind.Vat;
        var (country, region) = (form.Text("country", required: true, longest: 2), form.Text("region", longest: RegionLengthMax));
        var (number, currency) = (form.Text("number", required: true, longest: NumberLengthMax), form.Text("currency", required: true, longest: 3));
        var (from, to) = (form.Day("validFrom", required: true) ?? default, form.Day("validTo"));
        if (!form.HasProblems && (await edit.AddAsync(new(kind, country, region, number, form.Choice<TaxRhythm>("rhythm"), currency.ToUpperInvariant(), from, to), ct)).Problem is { } refused) form.With(refused);
        return form.HasProblems ? await ShowAsync(form, null, ct) : PageResult.Go(Path).Saying(words["Kept. Its returns are due from that day on."]);
    }

    private async Task<PageResult> EndAsync(long id, PostedForm form, Text words, CancellationToken ct)
    {
        var lastDay = form.Day("lastDay", required: true) ?? default;
        var reason = form.Text("why", required: true, longest: ReasonLengthMax);
        if (!form.HasProblems && (await edit.EndAsync(id, lastDay, reason, ct)).Problem is { } refused) form.With(refused);
        return form.HasProblems ? await ShowAsync(form, id, ct) : PageResult.Go(Path).Saying(words["The registration ends on that day."]);
    }
}
