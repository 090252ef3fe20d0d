import xgboost as xgb, numpy as np, json
rng=np.random.default_rng(7)
X=rng.normal(size=(400,4)).astype(np.float32); X[rng.random(X.shape)<.1]=np.nan
y=(np.nan_to_num(X[:,0])+np.nan_to_num(X[:,1])*.5+rng.normal(size=400)*.2>0).astype(int)+(np.nan_to_num(X[:,2])>.8)
d=xgb.DMatrix(X,label=y)
b=xgb.train(dict(objective='multi:softprob',num_class=3,max_depth=3,eta=.3,seed=1,nthread=1),d,4)
b.save_model('softprob.json'); m=json.load(open('softprob.json'))
# strip what is not read
def thr():
    for t in m['learner']['gradient_booster']['model']['trees']:
        for l,f,c in zip(t['left_children'],t['split_indices'],t['split_conditions']):
            if l>=0: yield f,np.float32(c)
rows=[]
base=np.array([.1,-.2,.3,.4],np.float32)
for f,c in thr():
    for v in (c,np.nextafter(c,np.float32(-np.inf)),np.nextafter(c,np.float32(np.inf))):
        r=base.copy(); r[f]=v; rows.append(r)
for f in range(4):
    for v in (np.nan,0.,-0.,3e38,-3e38,1e-45):
        r=base.copy(); r[f]=v; rows.append(r)
rows.append(np.full(4,np.nan,np.float32))
for r in rng.normal(size=(100,4)): rows.append(r.astype(np.float32))
R=np.array(rows,np.float32); D=xgb.DMatrix(R,missing=np.nan)
with open('softprob_expected.csv','w') as f:
    f.write('# features | margins of 4 rounds | margins of 2 rounds | probabilities of 4 rounds; written by the Python package 3.1.3\n')
    M=b.predict(D,output_margin=True); M2=b.predict(D,output_margin=True,iteration_range=(0,2)); P=b.predict(D)
    for r,a,c,p in zip(R,M,M2,P):
        f.write('|'.join(','.join(repr(float(x)).replace('inf','Infinity').replace('nan','NaN') for x in v) for v in (r,a,c,p))+'\n')
print(len(R), m['learner']['learner_model_param'])
