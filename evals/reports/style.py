"""The looks of the HTML report, in light and dark; nothing is fetched."""

CSS = """
:root{--paper:#fbfaf7;--ink:#1f2328;--faint:#5b626b;--line:#dcd9d1;--card:#fff;--good:#1a6b3c;--bad:#a8321f;--odd:#8a5a00;
--goodback:#e3f1e7;--badback:#fae5e0;--oddback:#f6ecd6;--link:#1c4f91}
@media (prefers-color-scheme:dark){:root{--paper:#16181c;--ink:#e6e6e3;--faint:#a3a9b2;--line:#353a42;--card:#1e2127;--good:#7fd19b;
--bad:#f2937f;--odd:#e3b95c;--goodback:#1c3325;--badback:#40221c;--oddback:#3a2f18;--link:#8db8f2}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:64rem;margin:0 auto;padding:2rem 1.25rem 5rem}a{color:var(--link)}
h1{font-size:2rem;line-height:1.2;margin:.2rem 0 .6rem}h2{margin:2.4rem 0 .4rem;font-size:1.35rem}h3{font-size:1rem;margin:1.2rem 0 .4rem}
.brand{margin:0;color:var(--faint);font-size:.9rem}.meaning{max-width:46rem;color:var(--faint);margin:.2rem 0 1rem}
.facts{display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;margin:0}.facts div{display:flex;gap:.4rem;font-size:.88rem}
.facts dt{color:var(--faint)}.facts dd{margin:0;font-family:ui-monospace,monospace}
small{color:var(--faint);font-size:.85em}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.4rem 0}
th{text-align:left;font-weight:600;font-size:.85rem;color:var(--faint)}td,th{padding:.45rem .7rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.number{text-align:right;font-variant-numeric:tabular-nums}.figures{max-width:40rem}.figures .missed td{color:var(--bad);font-weight:600}
.verdict,.bar{white-space:nowrap}.checks{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem}.verdict{display:inline-block;min-width:3.2rem;text-align:center;border-radius:.3rem;padding:0 .45rem;font-size:.8rem;font-weight:600}
.pass{color:var(--good);background:var(--goodback)}.fail{color:var(--bad);background:var(--badback)}
.error{color:var(--odd);background:var(--oddback)}.skip{color:var(--faint);background:var(--line)}
.track{display:inline-block;position:relative;width:9rem;height:.7rem;background:var(--line);border-radius:.2rem;vertical-align:middle}
.fill{position:absolute;inset:0 auto 0 0;border-radius:.2rem}.fill.pass{background:var(--good)}.fill.fail{background:var(--bad)}
.mark{position:absolute;top:-.25rem;bottom:-.25rem;width:2px;background:var(--ink)}
details.case{background:var(--card);border:1px solid var(--line);border-radius:.4rem;margin:.35rem 0}
summary{cursor:pointer}details.case>summary{padding:.45rem .7rem}.reason{display:block;color:var(--faint);font-size:.9rem;overflow-wrap:anywhere}
.inside{padding:.2rem .9rem .9rem;border-top:1px solid var(--line)}.place{font:.82rem ui-monospace,monospace;color:var(--faint)}
.group{margin:.6rem 0}.group>summary{color:var(--link)}.plain{list-style:none;padding:0;margin:.4rem 0}.plain li{margin:.2rem 0}
.talk{max-width:44rem;margin:.8rem 0}.talk p{margin:.35rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.asked{font-weight:600}.asked small{display:block;font-weight:400}.said{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:.4rem .7rem;margin-left:2rem!important}
.reply{color:var(--faint)}.data{overflow-wrap:anywhere}.degraded{color:var(--odd)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--paper);border:1px solid var(--line);border-radius:.4rem;padding:.7rem;font-size:.82rem;max-height:32rem;overflow:auto}
summary:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media print{details{break-inside:avoid}main{max-width:none}}
"""
