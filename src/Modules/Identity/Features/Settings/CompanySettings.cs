using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Identity.Features.Settings;

/// <summary>The company as its papers name it: names, registered address and logo.</summary>
internal sealed class CompanySettings(Letterheads letterheads, ChangeLog log)
{
    public const string Path = "/settings/company";

    /// <summary>As the API writes it; an address without a country is none.</summary>
    internal sealed record Body(string? Name, string? LocalName, string? Line1, string? Line2, string? City, string? Province, string? Postcode, string? Country, string? Phone, string? Email, string? Website);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).RequireAuthorization("settings.edit");
        pages.MapGet("", async (CompanySettings settings, CancellationToken ct) => await settings.ShowAsync(PostedForm.Blank, ct));
        pages.MapPost("", async (PostedForm form, CompanySettings settings, Text words, CancellationToken ct) => await settings.SaveAsync(form, words, ct));
        pages.MapGet("/logo.png", async (CompanySettings settings, CancellationToken ct) => await settings.LogoAsync(ct)).WithSummary("The company's logo as papers show it");
        pages.MapPost("/logo", async (PostedForm form, CompanySettings settings, Text words, CancellationToken ct) => await settings.UploadAsync(form, words, ct));
        pages.MapPost("/logo/remove", async (Letterheads letterheads, Text words, CancellationToken ct) => PageResult.After(await letterheads.SetLogoAsync(null, ct), words["Papers made from now on have no logo."], Path));

        var api = routes.MapGroup("/api/v1/settings/company").RequireAuthorization("settings.edit").DisableAntiforgery();
        api.MapGet("", async (Letterheads letterheads, CancellationToken ct) => TypedResults.Ok(BodyOf(await letterheads.FindAsync(ct)))).WithSummary("The company as its papers name it");
        api.MapPut("", async (Body body, Letterheads letterheads, CancellationToken ct) => (await letterheads.SaveAsync(Of(body), ct)).ToHttp()).WithSummary("Set the company's names and registered address; papers made afterwards show them");
    }

    private async Task<PageResult> ShowAsync(PostedForm form, CancellationToken ct)
    {
        var parameters = new { Letterhead = await letterheads.FindAsync(ct), Changes = await log.OfAsync(Letterheads.Subject, ct), Posted = form };
        return form.HasProblems ? PageResult.Invalid<CompanyPage>(parameters) : PageResult.Show<CompanyPage>(parameters);
    }

    private async Task<PageResult> SaveAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var body = new Body(
            form.Text("name", required: true, longest: 80), form.Text("localName", longest: 80), form.Text("line1", longest: 120), form.Text("line2", longest: 120), form.Text("city", longest: 80),
            form.Text("province", longest: 80), form.Text("postcode", longest: 16), form.Text("country", longest: 2), form.Text("phone", longest: 40), form.Text("email", longest: 120), form.Text("website", longest: 120));
        if (!form.HasProblems && (await letterheads.SaveAsync(Of(body), ct)).Problem is { } problem) form.With(problem);
        return form.HasProblems ? await ShowAsync(form, ct) : PageResult.Go(Path).Saying(words["Saved. Papers made from now on show it."]);
    }

    private async Task<PageResult> UploadAsync(PostedForm form, Text words, CancellationToken ct)
    {
        if (form.Files.Count == 0) return await ShowAsync(form.With(IssuingProblems.NoFile()), ct);
        if (form.Files[0].Length > LogoFile.BytesMax) return await ShowAsync(form.With(IssuingProblems.FileTooLarge(LogoFile.BytesMax / 1024)), ct);

        using var content = new MemoryStream();
        await form.Files[0].CopyToAsync(content, ct);
        var logo = LogoFile.Take(content.ToArray());
        if (logo.Problem is { } refused) return await ShowAsync(form.With(refused), ct);
        if ((await letterheads.SetLogoAsync(logo.Value, ct)).Problem is { } problem) return await ShowAsync(form.With(problem), ct);
        return PageResult.Go(Path).Saying(words["Saved. Papers made from now on show it."]);
    }

    private async Task<IResult> LogoAsync(CancellationToken ct)
    {
        var hash = (await letterheads.FindAsync(ct)).Logo;
        return (await letterheads.LogosAsync([hash], ct)).TryGetValue(hash, out var logo) ? Results.File(logo.Png, "image/png") : IssuingProblems.NoLogo().ToHttp();
    }

    private static Letterhead Of(Body body)
    {
        var seat = new Address
        {
            Line1 = body.Line1?.Trim() ?? "",
            Line2 = body.Line2?.Trim() ?? "",
            City = body.City?.Trim() ?? "",
            Province = body.Province?.Trim() ?? "",
            Postcode = body.Postcode?.Trim() ?? "",
            Country = body.Country?.Trim().ToUpperInvariant() ?? "",
            Phone = body.Phone?.Trim() ?? "",
            Email = body.Email?.Trim() ?? "",
        };
        return new() { Name = body.Name?.Trim() ?? "", LocalName = body.LocalName?.Trim() ?? "", Website = body.Website?.Trim() ?? "", Seat = seat == new Address() ? null : seat };
    }

    private static Body BodyOf(Letterhead letterhead)
    {
        var seat = letterhead.Seat ?? new();
        return new(letterhead.Name, letterhead.LocalName, seat.Line1, seat.Line2, seat.City, seat.Province, seat.Postcode, seat.Country, seat.Phone, seat.Email, letterhead.Website);
    }
}
