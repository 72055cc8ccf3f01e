"""Published findings that the assumptions and the examples lean on, each in our own words.

A finding bounds an assumption; it is never the user's own number. `docs/assumptions.md` says which
finding bounds what, and why an elasticity of sales is not the elasticity of one line's results.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.quantity import N_


@dataclass(frozen=True)
class Published:
    """One source: who, where, when, and what it found."""

    code: str
    citation: str
    finding: str
    address: str = ""


PUBLISHED: dict[str, Published] = {
    source.code: source
    for source in (
        Published(
            "sethuraman_2011",
            "Sethuraman, Tellis & Briesch (2011), How Well Does Advertising Work? Generalizations from Meta-Analysis of Brand Advertising Elasticities, Journal of Marketing Research 48(3)",
            N_("Over 751 estimates, 1 % more advertising brings a brand 0.12 % more sales at once and 0.24 % in the long run, on average."),
            "doi:10.1509/jmkr.48.3.457",
        ),
        Published(
            "henningsen_2011",
            "Henningsen, Heuke & Clement (2011), Determinants of Advertising Effectiveness: The Development of an International Advertising Elasticity Database and a Meta-Analysis, Business Research 4(2), 193-239",
            N_("A second collection of estimates finds 0.09 % more sales at once for 1 % more advertising."),
        ),
        Published(
            "shapiro_2021",
            "Shapiro, Hitsch & Tuchman (2021), TV Advertising Effectiveness and Profitability: Generalizable Results From 288 Brands, Econometrica 89(4), 1855-1879",
            N_("Long-run elasticities of packaged goods' sales to TV advertising: median 0.014, mean 0.023; two thirds cannot be told from zero."),
            "doi:10.3982/ECTA17674",
        ),
        Published(
            "albers_2010",
            "Albers, Mantrala & Sridhar (2010), Personal Selling Elasticities: A Meta-Analysis, Journal of Marketing Research 47(5)",
            N_("1 % more effort in personal selling brings 0.34 % more sales on average over many industries."),
            "doi:10.1509/jmkr.47.5.840",
        ),
        Published(
            "dinner_2014",
            "Dinner, van Heerde & Neslin (2014), Driving Online and Offline Sales: The Cross-Channel Effects of Traditional, Online Display, and Paid Search Advertising, Journal of Marketing Research 51(5), 527-545",
            N_("At an apparel retailer, search and display did more than traditional media, and much of what they did was bought in the shops."),
            "doi:10.1509/jmr.11.0466",
        ),
        Published(
            "trusov_2009",
            "Trusov, Bucklin & Pauwels (2009), Effects of Word-of-Mouth Versus Traditional Marketing: Findings from an Internet Social Networking Site, Journal of Marketing 73(5), 90-102",
            N_("Sign-ups responded far more to invitations by members than to marketing events or media appearances, and for far longer."),
            "doi:10.1509/jmkg.73.5.90",
        ),
        Published(
            "schmitt_2011",
            "Schmitt, Skiera & Van den Bulte (2011), Referral Programs and Customer Value, Journal of Marketing 75(1), 46-59",
            N_("Referred customers of a German bank were worth at least 16 % more than others and stayed longer."),
            "doi:10.1509/jmkg.75.1.46",
        ),
        Published(
            "blake_2015",
            "Blake, Nosko & Tadelis (2015), Consumer Heterogeneity and Paid Search Effectiveness: A Large-Scale Field Experiment, Econometrica 83(1), 155-174",
            N_("At eBay, ads on the own brand's name had no measurable short-term benefit; other keywords moved new and rare users, hardly the frequent ones."),
            "doi:10.3982/ECTA12423",
        ),
        Published(
            "simonov_2018",
            "Simonov, Nosko & Rao (2018), Competition and Crowd-Out for Brand Keywords in Sponsored Search, Marketing Science 37(2), 200-215",
            N_("On Bing, brand ads added 1-4 % of visits where no competitor bid; where competitors did and the brand did not, they took 18-42 % of clicks."),
        ),
        Published(
            "coviello_2017",
            "Coviello, Gneezy & Goette (2017), A Large-Scale Field Experiment to Evaluate the Effectiveness of Paid Search Advertising, CEPR Discussion Paper 12333",
            N_("At Edmunds.com more than half of the traffic paid for on brand keywords was lost when the ads stopped."),
        ),
        Published(
            "golden_2018",
            "Golden & Horton (2018), The Effects of Search Advertising on Competitors: An Experiment Before a Merger, working paper",
            N_("Pausing search ads lost a firm 63 % of the customers that the usual, non-experimental figure said they brought."),
        ),
        Published(
            "chan_2011",
            "Chan, Yuan, Koehler & Kumar (2011), Incremental Clicks Impact of Search Advertising, Google; and Search Ads Pause Studies Update (2012)",
            N_("Google's own studies: organic clicks did not replace 89 % of the clicks of paused search ads; 78-85 % in the later update. Clicks, not purchases."),
        ),
        Published(
            "gordon_2019",
            "Gordon, Zettelmeyer, Bhargava & Chapsky (2019), A Comparison of Approaches to Advertising Measurement: Evidence from Big Field Experiments at Facebook, Marketing Science 38(2)",
            N_("In 15 experiments at Facebook, figures not based on experiments often missed the true effect widely, even with rich data."),
        ),
        Published(
            "gordon_2023",
            "Gordon, Moakler & Zettelmeyer (2023), Close Enough? A Large-Scale Exploration of Non-Experimental Approaches to Advertising Measurement, Marketing Science 42(4)",
            N_("Over 663 experiments at Facebook the median lift was 28 % high in the funnel, 19 % in the middle and 6 % for purchases."),
            "arXiv:2201.07055",
        ),
        Published(
            "lewis_reiley_2014",
            "Lewis & Reiley (2014), Online Ads and Offline Sales: Measuring the Effect of Retail Advertising via a Controlled Experiment on Yahoo!, Quantitative Marketing and Economics 12(3), 235-266",
            N_("Display ads raised a retailer's sales by 5 %; 93 % of that was bought in shops and 78 % by people who never clicked."),
            "doi:10.1007/s11129-014-9146-6",
        ),
        Published(
            "lewis_rao_2015",
            "Lewis & Rao (2015), The Unfavorable Economics of Measuring the Returns to Advertising, Quarterly Journal of Economics 130(4), 1941-1974",
            N_("In 25 large experiments the median interval around the return was over 100 points wide: even good tests leave much open."),
            "doi:10.1093/qje/qjv023",
        ),
        Published(
            "johnson_2017",
            "Johnson, Lewis & Nubbemeyer (2017), Ghost Ads: Improving the Economics of Measuring Online Ad Effectiveness, Journal of Marketing Research 54(6)",
            N_("Retargeting by an online shop raised visits by 17.2 % and purchases by 10.5 % over those it would have had anyway."),
            "doi:10.1509/jmr.15.0297",
        ),
        Published(
            "sahni_2019",
            "Sahni, Narayanan & Kalyanam (2019), An Experimental Investigation of the Effects of Retargeted Advertising, Journal of Marketing Research 56(3), 401-418",
            N_("Retargeting brought 14.6 % more users back to a shop in four weeks, a third of the first week's effect on the first day."),
            "doi:10.1177/0022243718813987",
        ),
        Published(
            "sahni_2017",
            "Sahni, Zou & Chintagunta (2017), Do Targeted Discount Offers Serve as Advertising? Evidence from 70 Field Experiments, Management Science 63(8)",
            N_("E-mailed offers made people spend more, and only about a tenth of that through the offer: what an e-mail tool reports is not its effect."),
        ),
        Published(
            "edelman_2015",
            "Edelman & Brandi (2015), Risk, Information, and Incentives in Online Affiliate Marketing, Journal of Marketing Research 52(1)",
            N_("Affiliates can claim commission on sales they did not cause; who polices the programme decides how much of that remains."),
            "doi:10.1509/jmr.13.0472",
        ),
        Published(
            "meridian_prior",
            "Meridian (Google), default prior distributions, parameters ec_m and slope_m",
            N_("The default guess of a widely used media-mix model puts half-saturation at 0.31-1.92 times median spend (80 %): an elasticity of 0.24-0.66 there, 0.50 in the middle."),
        ),
    )
}  # fmt: skip
